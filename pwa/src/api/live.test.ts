import { afterEach, describe, expect, test, vi } from "vitest";
import { FakeEventSource } from "../../test/fakes/event-source";
import { openStream } from "./events";
import { applyChanges } from "./live";
import type { AreaAvailability } from "./types";

const known: AreaAvailability = {
  areaId: 3,
  from: "2026-11-22T06:00:00Z",
  to: "2026-11-22T08:00:00Z",
  asOf: "2026-11-22T05:00:00Z",
  stale: true,
  taken: [
    { spaceId: 1, state: "held", reason: null },
    { spaceId: 2, state: "taken", reason: null },
  ],
};

describe("changes of spots", () => {
  test("replace what was known of them and leave the others alone", () => {
    const next = applyChanges(known, {
      areaId: 3,
      asOf: "2026-11-22T05:00:01Z",
      changes: [
        { spaceId: 1, state: "taken" },
        { spaceId: 2, state: "free" },
        { spaceId: 3, state: "held" },
      ],
    });
    expect(next.taken).toEqual([
      { spaceId: 1, state: "taken", reason: null },
      { spaceId: 3, state: "held", reason: null },
    ]);
    expect(next.asOf).toBe("2026-11-22T05:00:01Z");
    expect(next.stale).toBe(false);
    expect(known.taken).toHaveLength(2);
  });
});

describe("the event stream", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("asks for the floor and the period, and hands events on", () => {
    const onSpaces = vi.fn();
    const onFlow = vi.fn();
    openStream({ area: { id: 3, from: known.from, to: known.to } }, { onSpaces, onFlow });
    const source = FakeEventSource.last;
    expect(source.url).toBe("/api/events?area=3&from=2026-11-22T06%3A00%3A00Z&to=2026-11-22T08%3A00%3A00Z");
    source.open();
    source.send("spaces", { areaId: 3, asOf: "x", changes: [] });
    expect(onFlow).toHaveBeenLastCalledWith(true);
    expect(onSpaces).toHaveBeenCalledWith({ areaId: 3, asOf: "x", changes: [] });
  });

  test("after a refusal it tries again, ever more slowly, until it is closed", () => {
    vi.useFakeTimers();
    const close = openStream({ booking: "PK-7F3K9Q" }, { onFlow: vi.fn() });
    FakeEventSource.last.refuse();
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.opened).toHaveLength(2);
    FakeEventSource.last.refuse();
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.opened).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.opened).toHaveLength(3);
    FakeEventSource.last.refuse();
    close();
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.opened).toHaveLength(3);
  });

  test("after a cut it leaves the reconnecting to the browser", () => {
    vi.useFakeTimers();
    const onFlow = vi.fn();
    openStream({ booking: "PK-7F3K9Q" }, { onFlow });
    FakeEventSource.last.cut();
    vi.advanceTimersByTime(60_000);
    expect(onFlow).toHaveBeenLastCalledWith(false);
    expect(FakeEventSource.opened).toHaveLength(1);
  });
});
