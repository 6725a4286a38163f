/** Booking again what was booked before. */
import type { Booking } from "../../api/types";
import { addDays, dayOf, instantOf, wallTime, weekdayOf } from "../../lib/zoned";
import type { Day } from "../../lib/zoned";
import { routes } from "../../routes";
import { minutesBetween, refusalOf, writePeriod } from "./period";
import type { LotRules, PeriodChoice } from "./period";

type Stay = Pick<Booking, "startsAt" | "endsAt">;

const FORTNIGHT = 14;

/**
 * When to offer a stay again: as it was when it is still to come; from now for as long when its time has begun; else
 * the same hours of the lot's clock on the next day of its kind, a working day or one of the weekend, that the lot
 * takes, or on any day. Null when the lot takes it on none of the coming days.
 */
export function againPeriod(stay: Stay, lot: LotRules, now: number): PeriodChoice | null {
  const from = new Date(stay.startsAt);
  const to = new Date(stay.endsAt);
  const isTaken = (period: { from: Date; to: Date }) => refusalOf(lot, period, now) === null;
  if (isTaken({ from, to })) return { kind: "fixed", from, to };
  if (from.getTime() <= now && to.getTime() > now) return { kind: "now", minutes: minutesBetween(from, to) };

  const days = comingDays(lot, now).map((day) => ({ day, period: sameHoursOn(day, from, to, lot.timeZone) }));
  const kind = isWeekend(dayOf(from, lot.timeZone));
  const found =
    days.find(({ day, period }) => isWeekend(day) === kind && isTaken(period)) ??
    days.find(({ period }) => isTaken(period));
  return found ? { kind: "fixed", ...found.period } : null;
}

/** The lot's page with the same floor, the same spot and the hours of `againPeriod`. */
export function againAddress(booking: Booking, choice: PeriodChoice | null): string {
  const query = new URLSearchParams({ floor: booking.area.code, spot: booking.space.label });
  if (choice) writePeriod(query, choice);
  return `${routes.lot(booking.lot.slug)}?${query}`;
}

function comingDays(lot: LotRules, now: number): Day[] {
  const today = dayOf(new Date(now), lot.timeZone);
  return Array.from({ length: FORTNIGHT + 1 }, (_, count) => addDays(today, count));
}

function sameHoursOn(day: Day, from: Date, to: Date, zone: string): { from: Date; to: Date } {
  const start = wallTime(from, zone);
  const end = wallTime(to, zone);
  const nights = Math.round(
    (Date.UTC(end.year, end.month - 1, end.day) - Date.UTC(start.year, start.month - 1, start.day)) /
      86_400_000,
  );
  return {
    from: instantOf({ ...start, ...day }, zone),
    to: instantOf({ ...end, ...addDays(day, nights) }, zone),
  };
}

function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 5;
}
