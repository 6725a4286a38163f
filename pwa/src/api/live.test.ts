import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeEventSource } from "../../test/fakes/event-source";
import { openStream } from "./events";
import { OWED, oweSignOut, tellOwedSignOut } from "./owed";
import { remove } from "../lib/storage";
import { applyChanges } from "./live";
import { takenQuery } from "./lots";
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

describe("an answer that the stream has overtaken", () => {
  const span = { from: known.from, to: known.to };
  const asked = takenQuery(3, span);
  const answers = (change: Partial<AreaAvailability>) =>
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ ...known, stale: false, ...change })));

  afterEach(() => void vi.unstubAllGlobals());

  async function ask(change: Partial<AreaAvailability>) {
    const cache = new QueryClient();
    answers(change);
    const answer = cache.query(asked);
    cache.setQueryData(asked.queryKey, { ...known, stale: false, taken: [] });
    await answer;
    return cache.getQueryData(asked.queryKey);
  }

  test("changes nothing", async () => {
    expect(await ask({ asOf: "2026-11-22T04:59:59.999Z" })).toMatchObject({ asOf: known.asOf, taken: [] });
  });

  test.each([known.asOf, "2026-11-22T05:00:00.001Z"])("is none when it is no older: %s", async (asOf) => {
    expect(await ask({ asOf })).toMatchObject({ asOf, taken: known.taken });
  });

  test("still tells that the server cannot see", async () => {
    expect(await ask({ asOf: "2026-11-22T04:59:00Z", stale: true })).toMatchObject({ stale: true });
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

  describe("while a sign-out is owed", () => {
    let told: () => void;
    beforeEach(() => {
      vi.stubGlobal("fetch", () => new Promise((resolve) => (told = () => resolve(new Response(null)))));
      oweSignOut();
    });
    afterEach(() => void vi.unstubAllGlobals());

    test("is asked for once the server has been told", async () => {
      openStream({ booking: "PK-7F3K9Q" }, { onFlow: vi.fn() });
      expect(FakeEventSource.opened).toHaveLength(0);
      told();
      await vi.waitFor(() => expect(FakeEventSource.opened).toHaveLength(1));
    });

    test("is not asked for when nobody watches any more by then", async () => {
      const close = openStream({ booking: "PK-7F3K9Q" }, { onFlow: vi.fn() });
      close();
      told();
      await tellOwedSignOut();
      expect(FakeEventSource.opened).toHaveLength(0);
    });

    test("does not come back by itself after a cut", () => {
      remove("local", OWED);
      openStream({ booking: "PK-7F3K9Q" }, { onFlow: vi.fn() });
      oweSignOut();
      const source = FakeEventSource.last;
      source.cut();
      expect(source.readyState).toBe(FakeEventSource.CLOSED);
    });
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
