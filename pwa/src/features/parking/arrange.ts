/** What of a driver's bookings matters now, what is to come, and what is over. */
import type { Booking } from "../../api/types";
import { isCurrent, isOverdue, lapsedAt } from "../booking/lifecycle";

export interface Arranged {
  /** Cars that stay too long, spots that wait for money, stays under way and those that begin soon, in this order. */
  now: Booking[];
  /** Soonest first. */
  upcoming: Booking[];
  /** Latest first. A stay or a hold whose time is up is over, even before the server has said so. */
  over: Booking[];
}

const SOON_MS = 60 * 60_000;

export function arrange(told: readonly Booking[], now: number): Arranged {
  const bookings = told.map(lapsedAt(now));
  const start = (one: Booking) => Date.parse(one.startsAt);
  const end = (one: Booking) => Date.parse(one.endsAt);
  const isOver = (one: Booking) =>
    !isOverdue(one) && (!isCurrent(one) || (one.status === "confirmed" && end(one) <= now));
  const isNow = (one: Booking) => isOverdue(one) || one.status === "held" || start(one) - SOON_MS <= now;
  const pressing = (one: Booking) =>
    one.holdExpiresAt ? Date.parse(one.holdExpiresAt) : start(one) <= now ? end(one) : start(one);
  const live = bookings.filter((one) => !isOver(one));
  return {
    now: live.filter(isNow).sort((a, b) => rank(a, now) - rank(b, now) || pressing(a) - pressing(b)),
    upcoming: live.filter((one) => !isNow(one)).sort((a, b) => start(a) - start(b)),
    over: bookings.filter(isOver).sort((a, b) => start(b) - start(a)),
  };
}

/** A hold runs out soonest; a stay under way comes before one that begins soon. */
function rank(booking: Booking, now: number): number {
  if (isOverdue(booking)) return -1;
  if (booking.status === "held") return 0;
  return Date.parse(booking.startsAt) <= now ? 1 : 2;
}

const POLL_MS = 60_000;
/** The server does at such an instant what it has to do. */
const GRACE_MS = 1_000;

/** In how many milliseconds to ask for bookings again: when time may have changed one of them, at most a minute. */
export function untilNews(bookings: readonly Booking[], now: number): number {
  const instants = bookings
    .flatMap((one) => [one.holdExpiresAt ?? "", one.startsAt, one.endsAt])
    .map((instant) => Date.parse(instant))
    .filter((instant) => instant > now);
  return Math.min(POLL_MS, ...instants.map((instant) => instant - now + GRACE_MS));
}

export interface Month {
  name: string;
  bookings: Booking[];
}

/** Bookings that follow one another, by the month in which they begin. */
export function byMonth(bookings: readonly Booking[], nameOf: (booking: Booking) => string): Month[] {
  const months: Month[] = [];
  for (const booking of bookings) {
    const name = nameOf(booking);
    const last = months.at(-1);
    if (last?.name === name) last.bookings.push(booking);
    else months.push({ name, bookings: [booking] });
  }
  return months;
}
