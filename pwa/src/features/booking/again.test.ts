import { describe, expect, test } from "vitest";
import { wallTime, weekdayOf } from "../../lib/zoned";
import { bookingFor } from "../../../test/fixture/data";
import { againAddress, againPeriod } from "./again";

const always = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: "00:00", closes: "24:00" }));
const rules = {
  timeZone: "Asia/Kuala_Lumpur",
  openingHours: always,
  specialDays: [],
  minMinutes: 30,
  maxMinutes: 1440,
  maxAdvanceDays: 30,
};
const SUNDAY_NOON = Date.parse("2026-11-22T04:00:00Z");
const stay = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });

function again(
  past: { startsAt: string; endsAt: string },
  change: Partial<typeof rules> = {},
  now = SUNDAY_NOON,
) {
  const choice = againPeriod(past, { ...rules, ...change }, now);
  if (choice?.kind === "fixed") return [choice.from.toISOString(), choice.to.toISOString()];
  return choice;
}

describe("a stay again", () => {
  test("of a working day is on the next working day at the same hours", () => {
    // Thursday 09:00 to 18:00.
    expect(again(stay("2026-11-19T01:00:00Z", "2026-11-19T10:00:00Z"))).toEqual([
      "2026-11-23T01:00:00.000Z",
      "2026-11-23T10:00:00.000Z",
    ]);
  });

  test("of a weekend is today while its hour has not passed, else on the next day of a weekend", () => {
    // Saturday 15:00 and Saturday 10:00; it is Sunday noon.
    expect(again(stay("2026-11-14T07:00:00Z", "2026-11-14T09:00:00Z"))).toEqual([
      "2026-11-22T07:00:00.000Z",
      "2026-11-22T09:00:00.000Z",
    ]);
    expect(again(stay("2026-11-14T02:00:00Z", "2026-11-14T04:00:00Z"))).toEqual([
      "2026-11-28T02:00:00.000Z",
      "2026-11-28T04:00:00.000Z",
    ]);
  });

  test("over midnight stays over midnight", () => {
    // Friday 22:00 to Saturday 02:00.
    expect(again(stay("2026-11-13T14:00:00Z", "2026-11-13T18:00:00Z"))).toEqual([
      "2026-11-23T14:00:00.000Z",
      "2026-11-23T18:00:00.000Z",
    ]);
  });

  test("skips the days on which the lot is shut, and takes another kind of day before none", () => {
    const thursday = stay("2026-11-19T01:00:00Z", "2026-11-19T10:00:00Z");
    const but = (...shut: number[]) => ({
      openingHours: always.filter((one) => !shut.includes(one.weekday)),
    });
    expect(again(thursday, but(0, 1))).toEqual(["2026-11-25T01:00:00.000Z", "2026-11-25T10:00:00.000Z"]);
    expect(again(thursday, but(0, 1, 2, 3, 4))).toEqual([
      "2026-11-28T01:00:00.000Z",
      "2026-11-28T10:00:00.000Z",
    ]);
    expect(again(thursday, { openingHours: [] })).toBeNull();
    expect(again(thursday, { maxMinutes: 60 })).toBeNull();
    expect(again(thursday, { ...but(0, 1, 2), maxAdvanceDays: 3 })).toBeNull();
  });

  test("that is still to come is offered as it was, and one whose time has begun from now", () => {
    const ahead = stay("2026-11-24T01:00:00Z", "2026-11-24T03:00:00Z");
    expect(again(ahead)).toEqual(["2026-11-24T01:00:00.000Z", "2026-11-24T03:00:00.000Z"]);
    expect(again(stay("2026-11-22T03:55:00Z", "2026-11-22T05:55:00Z"))).toEqual({
      kind: "now",
      minutes: 120,
    });
  });

  test("keeps the hours of the lot's clock when summer time ends in between", () => {
    const berlin = { timeZone: "Europe/Berlin" };
    const friday = Date.parse("2026-10-23T12:00:00Z");
    const found = again(stay("2026-10-23T06:00:00Z", "2026-10-23T08:00:00Z"), berlin, friday);
    // Friday 08:00 in summer time, Monday 08:00 in winter time.
    expect(found).toEqual(["2026-10-26T07:00:00.000Z", "2026-10-26T09:00:00.000Z"]);
  });

  test.each(["Asia/Kuala_Lumpur", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])(
    "in %s begins at the same hour on a day of the same kind, every day of a year",
    (timeZone) => {
      const past = stay("2026-01-08T05:30:00Z", "2026-01-08T11:00:00Z");
      const hour = wallTime(new Date(past.startsAt), timeZone);
      for (let day = 1; day < 366; day += 1) {
        const now = Date.parse(past.endsAt) + day * 86_400_000;
        const choice = againPeriod(past, { ...rules, timeZone }, now);
        if (choice?.kind !== "fixed") throw new Error("every day has one");
        const wall = wallTime(choice.from, timeZone);
        expect([wall.hour, wall.minute]).toEqual([hour.hour, hour.minute]);
        expect(weekdayOf(wall)).toBeLessThan(5);
        expect(choice.from.getTime()).toBeGreaterThanOrEqual(now);
        expect(choice.from.getTime()).toBeLessThan(now + 4 * 86_400_000);
      }
    },
  );

  test("leads to the same floor and spot", () => {
    const booking = bookingFor(SUNDAY_NOON);
    const choice = {
      kind: "fixed",
      from: new Date(SUNDAY_NOON),
      to: new Date(SUNDAY_NOON + 3_600_000),
    } as const;
    expect(againAddress(booking, choice)).toBe(
      "/lots/plaza-damai?floor=B1&spot=B4&from=2026-11-22T04%3A00%3A00Z&to=2026-11-22T05%3A00%3A00Z",
    );
    expect(againAddress(booking, null)).toBe("/lots/plaza-damai?floor=B1&spot=B4");
  });
});
