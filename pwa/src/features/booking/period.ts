/** The period a driver wants: relative to now, or from one time to another in the lot's zone. */
import type { Lot } from "../../api/types";
import { addDays, dayOf, instantOf, isoDay } from "../../lib/zoned";
import type { Day } from "../../lib/zoned";
import { hoursOfDay } from "../lots/lots";
import type { Hours } from "../lots/lots";

/** `now` moves along with the clock; `fixed` stays. The end is not part of a period. */
export type PeriodChoice = { kind: "now"; minutes: number } | { kind: "fixed"; from: Date; to: Date };

export interface ResolvedPeriod {
  from: Date;
  to: Date;
  minutes: number;
}

const STEP_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_MINUTES = 120;

/** The next full five minutes: a period that starts "now" must not have begun when it is booked. */
export function nextStep(now: number): Date {
  return new Date(Math.ceil((now + 30_000) / STEP_MS) * STEP_MS);
}

/** A start that has gone by becomes now; a period that is over altogether becomes the usual one from now. */
export function resolvePeriod(choice: PeriodChoice, now: number): ResolvedPeriod {
  const soonest = nextStep(now);
  if (choice.kind === "fixed" && choice.to > soonest) {
    const from = choice.from.getTime() < now ? soonest : choice.from;
    return { from, to: choice.to, minutes: minutesBetween(from, choice.to) };
  }
  const minutes = choice.kind === "now" ? choice.minutes : DEFAULT_MINUTES;
  return { from: soonest, to: new Date(soonest.getTime() + minutes * 60_000), minutes };
}

export function minutesBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 60_000);
}

export type PresetName = "now2" | "now4" | "restOfDay" | "overnight" | "tomorrow";

export interface Preset {
  name: PresetName;
  choice: PeriodChoice;
  period: ResolvedPeriod;
}

export type LotRules = Pick<
  Lot,
  "timeZone" | "openingHours" | "specialDays" | "minMinutes" | "maxMinutes" | "maxAdvanceDays"
>;

/** The periods most drivers want, without those the lot would refuse. */
export function presetsFor(lot: LotRules, now: number): Preset[] {
  const zone = lot.timeZone;
  const start = nextStep(now);
  const today = dayOf(start, zone);
  const tomorrow = addDays(today, 1);
  const at = (day: Day, hour: number) => instantOf({ ...day, hour, minute: 0 }, zone);
  const candidates: [PresetName, PeriodChoice][] = [
    ["now2", { kind: "now", minutes: 120 }],
    ["now4", { kind: "now", minutes: 240 }],
    ["restOfDay", restOfDay(lot, start) ?? { kind: "fixed", from: start, to: at(tomorrow, 0) }],
    ["overnight", { kind: "fixed", from: later(start, at(today, 19)), to: at(tomorrow, 8) }],
    ["tomorrow", { kind: "fixed", from: at(tomorrow, 9), to: at(tomorrow, 18) }],
  ];
  return candidates
    .map(([name, choice]) => ({ name, choice, period: resolvePeriod(choice, now) }))
    .filter(({ period }) => period.minutes >= 30 && refusalOf(lot, period, now) === null);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/** Until the lot closes next; before it opens today, from then on. Null when it is not open any more today. */
function restOfDay(lot: LotRules, start: Date): PeriodChoice | null {
  const [opening] = openingsBetween(lot, start, start);
  return opening ? { kind: "fixed", from: later(start, opening.opens), to: opening.closes } : null;
}

export type Refusal = "past" | "reversed" | "tooShort" | "tooLong" | "tooFar" | "closed";

/** Why the lot would refuse a period, as far as can be told before asking it; null when it seems fine. */
export function refusalOf(lot: LotRules, period: { from: Date; to: Date }, now: number): Refusal | null {
  const minutes = minutesBetween(period.from, period.to);
  if (minutes <= 0) return "reversed";
  if (period.from.getTime() < now) return "past";
  if (minutes < lot.minMinutes) return "tooShort";
  if (minutes > lot.maxMinutes) return "tooLong";
  if (period.from.getTime() > now + lot.maxAdvanceDays * DAY_MS) return "tooFar";
  if (!isOpenThroughout(lot, period.from, period.to)) return "closed";
  return null;
}

/** Whether the lot is open for the whole of a period. */
export function isOpenThroughout(lot: LotRules, from: Date, to: Date): boolean {
  return openingsBetween(lot, from, to).some(({ opens, closes }) => opens <= from && closes >= to);
}

/**
 * What can be booked instead of a period for which the lot is closed: the part of it before closing, or else as long
 * from the next opening on. Null when there is nothing as far ahead as the lot takes bookings.
 */
export function openPeriodNear(lot: LotRules, wish: ResolvedPeriod, now: number): ResolvedPeriod | null {
  const last = new Date(now + lot.maxAdvanceDays * DAY_MS);
  for (const { opens, closes } of openingsBetween(lot, wish.from, last)) {
    const from = later(opens, wish.from);
    const to = new Date(Math.min(closes.getTime(), from.getTime() + wish.minutes * 60_000));
    const period = { from, to, minutes: minutesBetween(from, to) };
    if (refusalOf(lot, period, now) === null) return period;
  }
  return null;
}

/** The special days that a period touches, by their dates: why a lot may be closed then. */
export function specialDaysWithin(lot: LotRules, from: Date, to: Date): string[] {
  const first = isoDay(dayOf(from, lot.timeZone));
  const last = isoDay(dayOf(new Date(to.getTime() - 1), lot.timeZone));
  const dates = lot.specialDays.map(({ date }) => date).filter((date) => date >= first && date <= last);
  return [...new Set(dates)].sort();
}

/** When the lot is open from one instant to another, in order. Openings that touch make one, over midnight too. */
function openingsBetween(lot: LotRules, from: Date, to: Date): Opening[] {
  const openings: Opening[] = [];
  const last = dayOf(to, lot.timeZone);
  for (let day = addDays(dayOf(from, lot.timeZone), -1); !isAfter(day, last); day = addDays(day, 1)) {
    for (const hours of hoursOfDay(lot, day)) openings.push(openingOn(day, hours, lot.timeZone));
  }
  const joined: Opening[] = [];
  for (const { opens, closes } of openings.sort((a, b) => a.opens.getTime() - b.opens.getTime())) {
    const before = joined.at(-1);
    if (before && opens <= before.closes) before.closes = later(before.closes, closes);
    else joined.push({ opens, closes });
  }
  return joined.filter(({ closes }) => closes > from);
}

function isAfter(a: Day, b: Day): boolean {
  return Date.UTC(a.year, a.month - 1, a.day) > Date.UTC(b.year, b.month - 1, b.day);
}

interface Opening {
  opens: Date;
  closes: Date;
}

/** A span that closes no later than it opens goes on past midnight. */
function openingOn(day: Day, hours: Hours, zone: string): Opening {
  const opens = minutesOf(hours.opens);
  const closes = minutesOf(hours.closes);
  return {
    opens: atMinute(day, opens, zone),
    closes: atMinute(day, closes > opens ? closes : closes + 1440, zone),
  };
}

function atMinute(day: Day, minutes: number, zone: string): Date {
  const moved = addDays(day, Math.floor(minutes / 1440));
  return instantOf({ ...moved, hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 }, zone);
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

/** Reads the period from an address; two hours from now when there is none or it makes no sense. */
export function readPeriod(query: URLSearchParams): PeriodChoice {
  const from = new Date(query.get("from") ?? "");
  const to = new Date(query.get("to") ?? "");
  if (Number.isFinite(from.getTime()) && Number.isFinite(to.getTime()) && from < to) {
    return { kind: "fixed", from, to };
  }
  const minutes = Number(query.get("for"));
  return { kind: "now", minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : DEFAULT_MINUTES };
}

/** Writes the period into an address, so that a link shows the same. */
export function writePeriod(query: URLSearchParams, choice: PeriodChoice): void {
  query.delete("from");
  query.delete("to");
  query.delete("for");
  if (choice.kind === "now") {
    if (choice.minutes !== DEFAULT_MINUTES) query.set("for", String(choice.minutes));
  } else {
    query.set("from", isoMinutes(choice.from));
    query.set("to", isoMinutes(choice.to));
  }
}

/** ISO 8601 in UTC without the seconds that are always zero: "2026-11-22T06:00:00Z". */
export function isoMinutes(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
