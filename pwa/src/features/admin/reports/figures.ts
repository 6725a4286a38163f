/** Money of a report, made ready to be shown. Pure. */
import type { RevenueDay, RevenueFigures } from "../../../api/admin/reports";

/** What of the figures is drawn. */
export const MEASURES = ["net", "gross", "refunds", "tax", "fees"] as const;
export type Measure = (typeof MEASURES)[number];

export function amountOf(figures: RevenueFigures, measure: Measure): number {
  return figures[`${measure}Sen`];
}

/** Some days in a row, drawn as one bar. */
export interface Bucket {
  from: string;
  to: string;
  now: number;
  before: number;
}

const MOST_DAYS = 62;
const MOST_WEEKS = 62 * 7;

/** Days as bars: each by itself, by seven when they are many, by calendar months when they are very many. */
export function bucketsOf(days: readonly RevenueDay[], measure: Measure): Bucket[] {
  const keyOf =
    days.length <= MOST_DAYS
      ? (_: RevenueDay, i: number) => i
      : days.length <= MOST_WEEKS
        ? (_: RevenueDay, i: number) => Math.floor(i / 7)
        : ({ day }: RevenueDay) => day.slice(0, 7);
  const buckets = new Map<number | string, Bucket>();
  days.forEach((one, i) => {
    const key = keyOf(one, i);
    const known = buckets.get(key) ?? { from: one.day, to: one.day, now: 0, before: 0 };
    buckets.set(key, {
      from: known.from,
      to: one.day,
      now: known.now + amountOf(one.now, measure),
      before: known.before + amountOf(one.before, measure),
    });
  });
  return [...buckets.values()];
}

/** The lines of an axis that holds zero and these values, from the lowest up: multiples of 1, 2 or 5 and a power of ten. */
export function ticksOf(values: readonly number[]): number[] {
  const most = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const rough = (most - least) / 4 || 25;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step);
  const count = Math.max(1, Math.ceil(most / step)) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}
