import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeEventSource } from "../../test/fakes/event-source";
import { useLiveFloor } from "./live";
import { lotKeys } from "./lots";
import { createQueryClient } from "./queries";

const SPAN = { from: "2026-11-22T06:00:00Z", to: "2026-11-22T08:00:00Z" };

describe("the counts of free spots", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function watch() {
    const cache = createQueryClient();
    const asked = vi.spyOn(cache, "invalidateQueries");
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    );
    const { unmount } = renderHook(() => useLiveFloor("plaza-damai", 3, SPAN), { wrapper });
    return { asked, unmount };
  }

  function move(times: number) {
    for (let spot = 1; spot <= times; spot += 1)
      FakeEventSource.last.send("spaces", {
        areaId: 3,
        asOf: SPAN.from,
        changes: [{ spaceId: spot, state: "held" }],
      });
  }

  test("are asked for once in five seconds, however many spots change", () => {
    const { asked } = watch();
    move(50);
    vi.advanceTimersByTime(4_999);
    move(50);
    expect(asked).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(asked).toHaveBeenCalledExactlyOnceWith({ queryKey: lotKeys.availability("plaza-damai") });
    vi.advanceTimersByTime(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test("are not asked for when nobody watches any more", () => {
    const { asked, unmount } = watch();
    move(1);
    unmount();
    vi.advanceTimersByTime(60_000);
    expect(asked).not.toHaveBeenCalled();
  });
});
