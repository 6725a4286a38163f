/** What becomes another with new prices. Pure. */
import type { Band, TariffBody } from "../../../api/admin/prices";
import type { SpaceType } from "../../../api/types";
import { joinedBands, SPACE_TYPES } from "./draft";

export type Change =
  | { what: "rate" | "minimum" | "cap"; before: number | null; after: number | null }
  | { what: "step"; before: number; after: number }
  | { what: "type"; type: SpaceType; before: number; after: number }
  | { what: "bandGone" | "bandNew"; band: Band };

type Priced = Pick<
  TariffBody,
  "rateSen" | "stepMinutes" | "minimumSen" | "dailyCapSen" | "multipliers" | "bands"
>;

export function changesBetween(before: Priced, after: Priced): Change[] {
  const amounts = [
    { what: "rate", before: before.rateSen, after: after.rateSen },
    { what: "minimum", before: before.minimumSen || null, after: after.minimumSen || null },
    { what: "cap", before: before.dailyCapSen, after: after.dailyCapSen },
    { what: "step", before: before.stepMinutes, after: after.stepMinutes },
  ] as const;
  const types = SPACE_TYPES.map((type) => ({
    what: "type" as const,
    type,
    before: before.multipliers[type] ?? 100,
    after: after.multipliers[type] ?? 100,
  }));
  const [old, fresh] = [joinedBands(before.bands), joinedBands(after.bands)];
  return [
    ...[...amounts, ...types].filter((one) => one.before !== one.after),
    ...bandsOnlyIn(old, fresh).map((band) => ({ what: "bandGone" as const, band })),
    ...bandsOnlyIn(fresh, old).map((band) => ({ what: "bandNew" as const, band })),
  ];
}

function bandsOnlyIn(bands: readonly Band[], others: readonly Band[]): Band[] {
  const known = new Set(others.map(keyOf));
  return bands.filter((band) => !known.has(keyOf(band)));
}

function keyOf({ name, weekdays, fromMinute, toMinute, rateSen }: Band): string {
  return JSON.stringify([name, weekdays.toSorted((a, b) => a - b), fromMinute, toMinute, rateSen]);
}
