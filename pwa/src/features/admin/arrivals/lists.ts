/** The lists of an attendant: who is where, and in which order it matters. */
import type { Inside, Stays } from "../../../api/admin/types";
import { compactPlate } from "../../../lib/plate";

export const LISTS = ["late", "expected", "inside", "owing", "noShows"] as const;
export type ListName = (typeof LISTS)[number];

const MINUTE_MS = 60_000;

/** The cars past their end and the lot's grace, or that owe something: who owes most first. */
export function lateOf(stays: Stays, now: number): Inside[] {
  const grace = stays.rules.exitGraceMinutes * MINUTE_MS;
  return stays.inside
    .filter((stay) => stay.owedSen > 0 || now > Date.parse(stay.endsAt) + grace)
    .toSorted((a, b) => b.owedSen - a.owedSen || Date.parse(a.endsAt) - Date.parse(b.endsAt));
}

export function countsOf(stays: Stays, now: number): Record<ListName, number> {
  return {
    late: lateOf(stays, now).length,
    expected: stays.expected.length,
    inside: stays.inside.length,
    owing: stays.leftOwingCount,
    noShows: stays.noShows.length,
  };
}

/** Whether a car is meant by what was typed: its plate, its driver's name, its spot or its reference. */
export function isMeant(
  row: {
    plateNumber: string;
    reference: string;
    name?: string | null;
    areaCode?: string;
    spaceLabel?: string;
  },
  typed: string,
): boolean {
  const wanted = typed.trim().toUpperCase();
  if (wanted === "") return true;
  const compact = compactPlate(wanted);
  const signs = [
    row.plateNumber,
    row.reference,
    `${row.areaCode ?? ""}${row.spaceLabel ?? ""}`,
    row.spaceLabel ?? "",
  ];
  return (
    (compact !== "" && signs.some((sign) => compactPlate(sign).includes(compact))) ||
    (row.name ?? "").toUpperCase().includes(wanted)
  );
}

export function minutesOver(stay: Pick<Inside, "endsAt">, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(stay.endsAt)) / MINUTE_MS));
}
