import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { paced } from "./paced";

describe("what is asked for again and again", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is done once in the time, also while it goes on being asked for", () => {
    const act = vi.fn();
    const { ask } = paced(5_000, act);
    for (let second = 0; second < 20; second += 1) {
      ask();
      ask();
      vi.advanceTimersByTime(1_000);
    }
    expect(act).toHaveBeenCalledTimes(4);
  });

  test("is done for the last that asked, too", () => {
    const act = vi.fn();
    const { ask } = paced(5_000, act);
    ask();
    vi.advanceTimersByTime(4_999);
    ask();
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledTimes(1);
    ask();
    vi.advanceTimersByTime(5_000);
    expect(act).toHaveBeenCalledTimes(2);
  });

  test("is not done after the end", () => {
    const act = vi.fn();
    const { ask, stop } = paced(5_000, act);
    ask();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(act).not.toHaveBeenCalled();
  });
});
