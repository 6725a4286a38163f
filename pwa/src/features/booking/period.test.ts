import { describe, expect, test } from "vitest";
import { addDays, instantOf } from "../../lib/zoned";
import type { Lot } from "../../api/types";
import type { Day } from "../../lib/zoned";
import {
  isOpenThroughout,
  nextStep,
  openPeriodNear,
  presetsFor,
  readPeriod,
  refusalOf,
  resolvePeriod,
  specialDaysWithin,
  writePeriod,
} from "./period";

const always = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: "00:00", closes: "24:00" }));
const daytime = always.map((hours) => ({ ...hours, opens: "06:00", closes: "23:00" }));
const rules = {
  timeZone: "Asia/Kuala_Lumpur",
  openingHours: always,
  specialDays: [] as Lot["specialDays"],
  minMinutes: 30,
  maxMinutes: 1440,
  maxAdvanceDays: 7,
};
const now = Date.parse("2026-11-22T06:02:00Z"); // Sunday 14:02 in Kuala Lumpur
const at = (text: string) => new Date(text);

describe("a period from now", () => {
  test("starts at the next full five minutes, never one that is about to pass", () => {
    expect(nextStep(now).toISOString()).toBe("2026-11-22T06:05:00.000Z");
    expect(nextStep(Date.parse("2026-11-22T06:04:50Z")).toISOString()).toBe("2026-11-22T06:10:00.000Z");
  });

  test("moves along with the clock", () => {
    const choice = { kind: "now", minutes: 120 } as const;
    expect(resolvePeriod(choice, now).to.toISOString()).toBe("2026-11-22T08:05:00.000Z");
    expect(resolvePeriod(choice, now + 600_000).to.toISOString()).toBe("2026-11-22T08:15:00.000Z");
  });
});

describe("a fixed period", () => {
  const choice = { kind: "fixed", from: at("2026-11-22T05:00:00Z"), to: at("2026-11-22T08:00:00Z") } as const;

  test("whose start has gone by starts now, and keeps its end", () => {
    expect(resolvePeriod(choice, now)).toEqual({
      from: at("2026-11-22T06:05:00Z"),
      to: at("2026-11-22T08:00:00Z"),
      minutes: 115,
    });
  });

  test("that is over becomes two hours from now", () => {
    const later = Date.parse("2026-11-22T09:00:00Z");
    expect(resolvePeriod(choice, later).minutes).toBe(120);
  });
});

describe("the rest of today", () => {
  const openingHours = always.flatMap(({ weekday }) => [
    { weekday, opens: "15:00", closes: "22:00" },
    { weekday, opens: "06:00", closes: "11:00" },
  ]);
  const rest = (hours: typeof openingHours, instant: string) => {
    const preset = presetsFor({ ...rules, openingHours: hours }, Date.parse(instant)).find(
      ({ name }) => name === "restOfDay",
    );
    return preset && [preset.period.from.toISOString(), preset.period.to.toISOString()];
  };

  test.each([
    ["within the first", "2026-11-22T01:00:00Z", ["2026-11-22T01:05:00.000Z", "2026-11-22T03:00:00.000Z"]],
    ["between the two", "2026-11-22T06:02:00Z", ["2026-11-22T07:00:00.000Z", "2026-11-22T14:00:00.000Z"]],
    ["within the second", "2026-11-22T08:02:00Z", ["2026-11-22T08:05:00.000Z", "2026-11-22T14:00:00.000Z"]],
    ["after both", "2026-11-22T14:30:00Z", undefined],
  ])("of a lot that opens twice is that of the opening one is in, or the next: %s", (_, instant, period) => {
    expect(rest(openingHours, instant)).toEqual(period);
  });

  test("after midnight ends with the opening that began the day before", () => {
    const late = always.map((hours) => ({ ...hours, opens: "18:00", closes: "03:00" }));
    expect(rest(late, "2026-11-21T16:58:00Z")).toEqual([
      "2026-11-21T17:00:00.000Z",
      "2026-11-21T19:00:00.000Z",
    ]);
  });
});

describe("the presets", () => {
  test("run over midnight in the lot's zone", () => {
    const overnight = presetsFor(rules, now).find((preset) => preset.name === "overnight");
    expect(overnight?.period.from.toISOString()).toBe("2026-11-22T11:00:00.000Z"); // 19:00
    expect(overnight?.period.to.toISOString()).toBe("2026-11-23T00:00:00.000Z"); // 08:00
    const rest = presetsFor(rules, now).find((preset) => preset.name === "restOfDay");
    expect(rest?.period.to.toISOString()).toBe("2026-11-22T16:00:00.000Z"); // midnight
  });

  test("leave out what the lot would refuse", () => {
    const names = presetsFor({ ...rules, openingHours: daytime }, now).map((preset) => preset.name);
    expect(names).not.toContain("overnight");
    expect(names).toContain("restOfDay");
    expect(
      presetsFor({ ...rules, openingHours: daytime, maxMinutes: 120 }, now).map((it) => it.name),
    ).toEqual(["now2"]);
  });
});

describe("where the clock is changed in the night", () => {
  const berlin = { ...rules, timeZone: "Europe/Berlin", maxMinutes: 2880 };
  const saturday = Date.parse("2026-10-24T12:00:00Z");
  const preset = (name: string) => presetsFor(berlin, saturday).find((one) => one.name === name)?.period;

  test("an evening and a morning are named by the clock on the wall, and the night has its true length", () => {
    expect(preset("overnight")?.from.toISOString()).toBe("2026-10-24T17:00:00.000Z"); // 19:00 in summer
    expect(preset("overnight")?.to.toISOString()).toBe("2026-10-25T07:00:00.000Z"); // 08:00 in winter
    expect(preset("overnight")?.minutes).toBe(14 * 60);
    expect(preset("restOfDay")?.to.toISOString()).toBe("2026-10-24T22:00:00.000Z");
  });

  test("a day of 25 hours is open throughout", () => {
    const whole = { from: at("2026-10-24T22:00:00Z"), to: at("2026-10-25T23:00:00Z") };
    expect(refusalOf(berlin, whole, saturday)).toBeNull();
  });
});

describe("what the lot would refuse", () => {
  test.each([
    ["reversed", "2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"],
    ["past", "2026-11-22T05:00:00Z", "2026-11-22T08:00:00Z"],
    ["tooShort", "2026-11-22T07:00:00Z", "2026-11-22T07:20:00Z"],
    ["tooLong", "2026-11-22T07:00:00Z", "2026-11-23T07:30:00Z"],
    ["tooFar", "2026-11-30T07:00:00Z", "2026-11-30T08:00:00Z"],
    [null, "2026-11-22T15:00:00Z", "2026-11-22T18:00:00Z"],
  ])("%s", (reason, from, to) => {
    expect(refusalOf(rules, { from: at(from), to: at(to) }, now)).toBe(reason);
  });

  test("openings that touch at midnight make one, and a gap in the middle closes a period", () => {
    const evening = { from: at("2026-11-22T14:00:00Z"), to: at("2026-11-22T18:00:00Z") };
    expect(isOpenThroughout(rules, evening.from, evening.to)).toBe(true);
    expect(isOpenThroughout({ ...rules, openingHours: daytime }, evening.from, evening.to)).toBe(false);
    const until2 = always.map((hours) => ({ ...hours, opens: "18:00", closes: "02:00" }));
    expect(isOpenThroughout({ ...rules, openingHours: until2 }, evening.from, evening.to)).toBe(true);
  });
});

describe.each([2027, 2028])("a lot that never closes, in %i", (year) => {
  const days = Array.from({ length: 366 }, (_, count) => addDays({ year, month: 1, day: 1 }, count));
  const hour = (day: Day, clock: number) => instantOf({ ...day, hour: clock, minute: 0 }, rules.timeZone);

  test.each([
    ["by day", 10, 0, 12],
    ["over midnight", 22, 1, 2],
    ["over three nights", 18, 3, 9],
  ])("is open on every day of the year %s", (_, from, nights, to) => {
    const closed = days.filter(
      (day) => !isOpenThroughout(rules, hour(day, from), hour(addDays(day, nights), to)),
    );
    expect(closed).toEqual([]);
  });
});

describe("a time for which the lot is closed", () => {
  const daily = { ...rules, openingHours: daytime };
  const near = (from: string, to: string, lot: typeof rules = daily) => {
    const open = openPeriodNear(lot, resolvePeriod({ kind: "fixed", from: at(from), to: at(to) }, now), now);
    return open && [open.from.toISOString(), open.to.toISOString(), open.minutes];
  };

  test("leads to as long a time from the next opening on", () => {
    // Monday 02:00 to 04:30 in Kuala Lumpur; it opens at 06:00.
    expect(near("2026-11-22T18:00:00Z", "2026-11-22T20:30:00Z")).toEqual([
      "2026-11-22T22:00:00.000Z",
      "2026-11-23T00:30:00.000Z",
      150,
    ]);
  });

  test("leads to what is left before closing, as long as the lot takes so short a stay", () => {
    expect(near("2026-11-22T14:00:00Z", "2026-11-22T16:00:00Z")).toEqual([
      "2026-11-22T14:00:00.000Z",
      "2026-11-22T15:00:00.000Z",
      60,
    ]);
    expect(near("2026-11-22T14:40:00Z", "2026-11-22T16:40:00Z")?.[0]).toBe("2026-11-22T22:00:00.000Z");
  });

  test("leads over days on which it stays shut, and nowhere when it never opens", () => {
    const friday = daytime.filter(({ weekday }) => weekday === 4);
    const opens = near("2026-11-22T07:00:00Z", "2026-11-22T09:00:00Z", { ...rules, openingHours: friday });
    expect(opens?.[0]).toBe("2026-11-26T22:00:00.000Z");
    expect(near("2026-11-22T07:00:00Z", "2026-11-22T09:00:00Z", { ...rules, openingHours: [] })).toBeNull();
  });

  test("a special day holds instead of the weekday", () => {
    const holiday = { date: "2026-11-23", opens: null, closes: null };
    const short = { date: "2026-11-24", opens: "10:00", closes: "12:00" };
    const lot = { ...daily, specialDays: [holiday, short] };
    // Monday 10:00 in Kuala Lumpur: closed; the next opening is Tuesday's own.
    expect(near("2026-11-23T02:00:00Z", "2026-11-23T05:00:00Z", lot)).toEqual([
      "2026-11-24T02:00:00.000Z",
      "2026-11-24T04:00:00.000Z",
      120,
    ]);
    const from = at("2026-11-23T02:00:00Z");
    expect(refusalOf(lot, { from, to: at("2026-11-23T04:00:00Z") }, now)).toBe("closed");
    expect(specialDaysWithin(lot, from, at("2026-11-24T16:00:00Z"))).toEqual(["2026-11-23", "2026-11-24"]);
    expect(specialDaysWithin(lot, at("2026-11-24T18:00:00Z"), at("2026-11-25T02:00:00Z"))).toEqual([]);
  });

  test("is never longer than the opening", () => {
    const short = { ...rules, openingHours: daytime.map((hours) => ({ ...hours, closes: "08:00" })) };
    expect(near("2026-11-22T18:00:00Z", "2026-11-23T04:00:00Z", short)?.[2]).toBe(120);
  });
});

test("an address keeps the period", () => {
  const query = new URLSearchParams("floor=B1&for=240");
  const choice = { kind: "fixed", from: at("2026-11-23T01:00:00Z"), to: at("2026-11-23T10:00:00Z") } as const;
  writePeriod(query, choice);
  expect(query.toString()).toBe("floor=B1&from=2026-11-23T01%3A00%3A00Z&to=2026-11-23T10%3A00%3A00Z");
  expect(readPeriod(query)).toEqual(choice);
  expect(readPeriod(new URLSearchParams("from=nonsense&to=2026"))).toEqual({ kind: "now", minutes: 120 });
});
