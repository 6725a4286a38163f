import type { LotSummary } from "../../api/types";
import type { Position } from "../../lib/geo";
import type { Day } from "../../lib/zoned";
import { metresBetween } from "../../lib/geo";
import { dayOf, isoDay, weekdayOf } from "../../lib/zoned";

export interface ArrangedLot {
  lot: LotSummary;
  /** As the crow flies; null when the driver's place is not known. */
  metres: number | null;
}

/** The lots that match what was typed, nearest first; by name when no place is known. */
export function arrangeLots(
  lots: readonly LotSummary[],
  query: string,
  position: Position | null,
): ArrangedLot[] {
  const words = plain(query).split(" ").filter(Boolean);
  return lots
    .filter((lot) => {
      const text = plain(`${lot.name} ${lot.address}`);
      return words.every((word) => text.includes(word));
    })
    .map((lot) => ({ lot, metres: position ? metresBetween(position, lot) : null }))
    .sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0) || a.lot.name.localeCompare(b.lot.name));
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export interface Hours {
  opens: string;
  closes: string;
}

type Opens = Pick<LotSummary, "openingHours">;
type OpensByDate = Opens & Pick<LotSummary, "specialDays">;

/** When a lot opens and closes today, in its own zone, in order; "always" when it never closes; none when it stays shut. */
export function hoursToday(
  lot: OpensByDate & Pick<LotSummary, "timeZone">,
  now: Date,
): readonly Hours[] | "always" {
  const today = dayOf(now, lot.timeZone);
  const isSpecial = specialHours(lot, today) !== null;
  if (!isSpecial && lot.openingHours.length >= 7 && lot.openingHours.every(isWholeDay)) return "always";
  return hoursOfDay(lot, today);
}

/** When a lot opens and closes on a date: by its own hours where it is a special day, else by the weekday's. */
export function hoursOfDay(lot: OpensByDate, day: Day): readonly Hours[] {
  return specialHours(lot, day) ?? hoursOn(lot, weekdayOf(day));
}

/** The hours of a special day, none when it stays closed; null for an ordinary day. */
export function specialHours(lot: Pick<LotSummary, "specialDays">, day: Day): readonly Hours[] | null {
  const named = lot.specialDays.filter(({ date }) => date === isoDay(day));
  if (named.length === 0) return null;
  return named.flatMap(({ opens, closes }) => (opens && closes ? [{ opens, closes }] : []));
}

/** Days from Monday on, those with the same hours told together; `from` and `to` as the server counts weekdays. */
export function hoursByDays(lot: Opens): { from: number; to: number; hours: readonly Hours[] }[] {
  const spans: { from: number; to: number; hours: readonly Hours[] }[] = [];
  for (let day = 0; day < 7; day += 1) {
    const hours = hoursOn(lot, day);
    const last = spans.at(-1);
    if (last && spelt(last.hours) === spelt(hours)) last.to = day;
    else spans.push({ from: day, to: day, hours });
  }
  return spans;
}

/** "06:00 – 11:00, 15:00 – 22:00". */
export function spelt(hours: readonly Hours[]): string {
  return hours.map(({ opens, closes }) => `${opens} – ${closes}`).join(", ");
}

export function isWholeDay(hours: Hours): boolean {
  return hours.opens === "00:00" && (hours.closes === "24:00" || hours.closes === "00:00");
}

function hoursOn(lot: Opens, weekday: number): readonly Hours[] {
  return lot.openingHours
    .filter((hours) => hours.weekday === weekday)
    .toSorted((a, b) => a.opens.localeCompare(b.opens));
}
