import { describe, expect, test, vi } from "vitest";
import { onClockMoved, serverNow, syncClock, syncClockCoarsely } from "./clock";

const offset = () => serverNow() - Date.now();
const iso = (ms: number) => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;

describe("the server's clock", () => {
  test("is learned from the date of an answer when this device is wrong by more than the way takes", () => {
    syncClockCoarsely(new Date(Date.now() - 5 * HOUR).toUTCString());
    expect(Math.abs(offset() + 5 * HOUR)).toBeLessThan(1_001);
  });

  test("is not made coarser by the date of an answer once it is known exactly", () => {
    syncClock(iso(HOUR + 400));
    const known = offset();
    syncClockCoarsely(new Date(serverNow() - 3_000).toUTCString());
    expect(offset()).toBe(known);
  });

  test("tells of a move, and not of a correction that nobody would see", () => {
    syncClock(iso(0));
    const moved = vi.fn();
    const stop = onClockMoved(moved);
    syncClock(iso(200));
    expect(moved).not.toHaveBeenCalled();
    syncClock(iso(2 * HOUR));
    expect(moved).toHaveBeenCalledOnce();
    stop();
    syncClock(iso(0));
    expect(moved).toHaveBeenCalledOnce();
  });

  test("pays no heed to what is no time", () => {
    syncClock(iso(0));
    syncClock("soon");
    syncClockCoarsely("");
    expect(Math.abs(offset())).toBeLessThan(50);
  });
});
