import type { LotSummary } from "../../api/types";
import type { Position } from "../../lib/geo";
import { metresBetween } from "../../lib/geo";
import { dayOf, weekdayOf } from "../../lib/zoned";

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

/** When a lot opens and closes today, in its own zone; "always" when it never closes; null when it stays shut. */
export function hoursToday(
  lot: Pick<LotSummary, "openingHours" | "timeZone">,
  now: Date,
): Hours | "always" | null {
  const whole = (hours: Hours) =>
    hours.opens === "00:00" && (hours.closes === "24:00" || hours.closes === "00:00");
  if (lot.openingHours.length >= 7 && lot.openingHours.every(whole)) return "always";
  const today = weekdayOf(dayOf(now, lot.timeZone));
  return lot.openingHours.find((hours) => hours.weekday === today) ?? null;
}
