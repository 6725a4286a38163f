import { describe, expect, test } from "vitest";
import type { Tariff } from "../../../api/admin/prices";
import { changesBetween } from "./changes";
import { bodyOf, draftOf, emptyBand, emptyDraft, read, tableBefore } from "./draft";
import type { Draft } from "./draft";

const ZONE = "Asia/Kuala_Lumpur";
const NOW = Date.parse("2026-11-26T04:00:00Z");
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

const table: Tariff = {
  id: 1,
  name: "Flat",
  state: "current",
  validFrom: "2025-01-01T00:00:00Z",
  validUntil: null,
  stepMinutes: 60,
  rateSen: 400,
  minimumSen: 200,
  dailyCapSen: 3500,
  multipliers: { ev: 150 },
  bands: [
    { name: "night", weekdays: EVERY_DAY, fromMinute: 1320, toMinute: 1440, rateSen: 200 },
    { name: "night", weekdays: EVERY_DAY, fromMinute: 0, toMinute: 420, rateSen: 200 },
    { name: "weekend", weekdays: [5, 6], fromMinute: 420, toMinute: 1320, rateSen: 500 },
  ],
  words: [],
};
const draft = draftOf(table, "2026-12-01T00:00");

describe("a draft", () => {
  test("begins with another table and comes to the same prices", () => {
    expect(read(draft, ZONE, NOW).body).toEqual({
      ...bodyOf(table),
      validFrom: "2026-11-30T16:00:00.000Z",
    });
  });

  test("holds a night as one, past midnight", () => {
    expect(draft.bands).toHaveLength(2);
    expect(draft.bands[0]).toMatchObject({ name: "night", from: "22:00", to: "07:00" });
  });

  test("splits hours past midnight onto the days after", () => {
    const late = { ...emptyBand(0), name: "party", weekdays: [4, 6], rate: "8" };
    const bands = read({ ...draft, bands: [late] }, ZONE, NOW).body?.bands;
    expect(bands).toEqual([
      { name: "party", weekdays: [4, 6], fromMinute: 1320, toMinute: 1440, rateSen: 800 },
      { name: "party", weekdays: [0, 5], fromMinute: 0, toMinute: 360, rateSen: 800 },
    ]);
  });

  test("00:00 to 00:00 is the whole day", () => {
    const day = { ...emptyBand(0), name: "holiday", from: "00:00", to: "00:00", rate: "1" };
    expect(read({ ...draft, bands: [day] }, ZONE, NOW).body?.bands).toMatchObject([
      { fromMinute: 0, toMinute: 1440 },
    ]);
  });

  test.each<[Partial<Draft>, string, string]>([
    [{ name: " " }, "name", "missing"],
    [{ validFrom: "" }, "validFrom", "missing"],
    [{ validFrom: "2026-11-26T11:00" }, "validFrom", "past"],
    [{ rate: "four" }, "rate", "amount"],
    [{ rate: "" }, "rate", "missing"],
    [{ step: "0" }, "step", "step"],
    [{ step: "1441" }, "step", "step"],
    [{ cap: "1" }, "cap", "capBelowMinimum"],
    [{ multipliers: { ev: "1.5" } }, "multipliers.ev", "percent"],
    [{ bands: [{ ...emptyBand(0), name: "x", rate: "1", weekdays: [] }] }, "bands.0.weekdays", "noDays"],
    [
      { bands: [{ ...emptyBand(0), name: "x", rate: "1", from: "08:00", to: "08:00" }] },
      "bands.0.to",
      "sameTime",
    ],
  ])("%j is a fault of %s: %s", (change, field, fault) => {
    const written = read({ ...draft, ...change }, ZONE, NOW);
    expect(written.body).toBeNull();
    expect(written.faults).toEqual({ [field]: fault });
  });

  test("an empty one lacks its name and its rate", () => {
    expect(read(emptyDraft("2026-12-01T00:00"), ZONE, NOW).faults).toEqual({
      name: "missing",
      rate: "missing",
    });
  });
});

test("what changes is told, and nothing else", () => {
  const after = { ...bodyOf(table), rateSen: 500, dailyCapSen: null, multipliers: { ev: 150, vip: 200 } };
  expect(changesBetween(table, { ...after, bands: table.bands.slice(0, 2) })).toEqual([
    { what: "rate", before: 400, after: 500 },
    { what: "cap", before: 3500, after: null },
    { what: "type", type: "vip", before: 100, after: 200 },
    { what: "bandGone", band: table.bands[2] },
  ]);
  expect(changesBetween(table, bodyOf(table))).toEqual([]);
});

test("the table before is the newest that has begun by then, and not the one itself", () => {
  const coming = { ...table, id: 2, validFrom: "2026-12-01T00:00:00Z" };
  const tables = [coming, table];
  expect(tableBefore(tables, null, "2026-12-02T00:00:00Z")?.id).toBe(2);
  expect(tableBefore(tables, 2, "2026-12-02T00:00:00Z")?.id).toBe(1);
  expect(tableBefore(tables, null, "2024-12-02T00:00:00Z")).toBeNull();
});
