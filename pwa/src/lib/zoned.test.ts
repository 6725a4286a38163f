import { describe, expect, test } from "vitest";
import { addDays, fromFieldValue, instantOf, toFieldValue, wallTime, weekdayOf, zoneCity } from "./zoned";

const KL = "Asia/Kuala_Lumpur";

describe("wall-clock time", () => {
  test("Kuala Lumpur is eight hours ahead of UTC", () => {
    expect(wallTime(new Date("2026-11-22T16:30:00Z"), KL)).toEqual({
      year: 2026,
      month: 11,
      day: 23,
      hour: 0,
      minute: 30,
    });
    expect(instantOf({ year: 2026, month: 11, day: 23, hour: 0, minute: 30 }, KL).toISOString()).toBe(
      "2026-11-22T16:30:00.000Z",
    );
  });

  test("a field's value is read in the lot's zone, whatever zone the phone is in", () => {
    expect(fromFieldValue("2026-11-23T09:00", KL)?.toISOString()).toBe("2026-11-23T01:00:00.000Z");
    expect(toFieldValue(new Date("2026-11-23T01:00:00Z"), KL)).toBe("2026-11-23T09:00");
    expect(fromFieldValue("", KL)).toBeNull();
  });

  test("where clocks change, the hour that happens twice is its first, and the skipped one moves on", () => {
    const zone = "Europe/Berlin";
    expect(instantOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, zone).toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    expect(instantOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, zone).toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });

  test("days roll over the end of a month, and a Monday counts as 0", () => {
    expect(addDays({ year: 2026, month: 2, day: 28 }, 1)).toEqual({ year: 2026, month: 3, day: 1 });
    expect(weekdayOf({ year: 2026, month: 11, day: 23 })).toBe(0);
    expect(zoneCity(KL)).toBe("Kuala Lumpur");
  });
});
