import { describe, expect, test } from "vitest";
import {
  isOpenThroughout,
  nextStep,
  presetsFor,
  readPeriod,
  refusalOf,
  resolvePeriod,
  writePeriod,
} from "./period";

const always = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: "00:00", closes: "24:00" }));
const daytime = always.map((hours) => ({ ...hours, opens: "06:00", closes: "23:00" }));
const rules = {
  timeZone: "Asia/Kuala_Lumpur",
  openingHours: always,
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

test("an address keeps the period", () => {
  const query = new URLSearchParams("floor=B1&for=240");
  const choice = { kind: "fixed", from: at("2026-11-23T01:00:00Z"), to: at("2026-11-23T10:00:00Z") } as const;
  writePeriod(query, choice);
  expect(query.toString()).toBe("floor=B1&from=2026-11-23T01%3A00%3A00Z&to=2026-11-23T10%3A00%3A00Z");
  expect(readPeriod(query)).toEqual(choice);
  expect(readPeriod(new URLSearchParams("from=nonsense&to=2026"))).toEqual({ kind: "now", minutes: 120 });
});
