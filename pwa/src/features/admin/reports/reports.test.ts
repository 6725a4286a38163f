import { describe, expect, test } from "vitest";
import type { RevenueDay, RevenueFigures } from "../../../api/admin/reports";
import { addDays, isoDay } from "../../../lib/zoned";
import { choiceIn, daysBefore, daysIn } from "./days";
import { bucketsOf, ticksOf } from "./figures";
import { rangeOfStep, scaleTop, stepOf } from "./heat";

const today = { year: 2026, month: 3, day: 2 };
const chosen = (query: string) => choiceIn(new URLSearchParams(query), today);

describe("the days of a report", () => {
  test.each([
    ["", "week", "2026-02-23", "2026-03-01"],
    ["days=today", "today", "2026-03-02", "2026-03-02"],
    ["days=thirty", "thirty", "2026-01-31", "2026-03-01"],
    ["days=month", "month", "2026-03-01", "2026-03-02"],
    ["days=last", "last", "2026-02-01", "2026-02-28"],
    ["from=2025-12-31&to=2026-01-01", "own", "2025-12-31", "2026-01-01"],
    ["from=2026-02-30&to=2026-03-01", "week", "2026-02-23", "2026-03-01"],
    ["from=2026-03-01&to=2026-02-01", "week", "2026-02-23", "2026-03-01"],
    ["days=for-ever", "week", "2026-02-23", "2026-03-01"],
  ])("%j is %s, %s to %s", (query, name, from, to) => {
    expect(chosen(query)).toEqual({ name, span: { from, to } });
  });

  test("as many are right before", () => {
    expect(daysBefore({ from: "2026-03-01", to: "2026-03-02" })).toEqual({
      from: "2026-02-27",
      to: "2026-02-28",
    });
    expect(daysIn({ from: "2026-02-01", to: "2026-02-28" })).toBe(28);
  });
});

describe("bars", () => {
  const figures = (netSen: number): RevenueFigures => ({
    netSen,
    grossSen: 0,
    refundsSen: 0,
    taxSen: 0,
    feesSen: 0,
    netOfFeesSen: 0,
  });
  const days = (count: number): RevenueDay[] =>
    Array.from({ length: count }, (_, i) => ({
      day: isoDay(addDays({ year: 2026, month: 1, day: 1 }, i)),
      now: figures(100 + i),
      before: figures(1),
    }));
  test.each([
    [7, 7],
    [63, 9],
    [500, 17],
  ])("%i days are %i bars that add up to them", (count, bars) => {
    const all = days(count);
    const buckets = bucketsOf(all, "net");
    expect(buckets).toHaveLength(bars);
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(buckets.map(({ now }) => now))).toBe(sum(all.map(({ now }) => now.netSen)));
    expect(buckets.at(-1)?.to).toBe(all.at(-1)?.day);
  });

  test.each([
    [
      [0, 0],
      [0, 50],
    ],
    [[700], [0, 200, 400, 600, 800]],
    [
      [-90, 300],
      [-100, 0, 100, 200, 300],
    ],
  ])("%j stand on an axis of %j", (values, ticks) => {
    expect(ticksOf(values)).toEqual(ticks);
  });
});

test("shades tell a quiet car park apart, too", () => {
  expect([scaleTop([null, 7]), scaleTop([30]), scaleTop([100]), scaleTop([])]).toEqual([10, 50, 100, 10]);
  expect([stepOf(0, 50), stepOf(10, 50), stepOf(10.1, 50), stepOf(50, 50)]).toEqual([1, 1, 2, 5]);
  expect(rangeOfStep(2, 50)).toEqual([10, 20]);
});
