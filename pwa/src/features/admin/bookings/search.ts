import type { BookingSearch, BookingStatus } from "../../../api/admin/bookings";
import { instantOf } from "../../../lib/zoned";

export const STATUSES: readonly BookingStatus[] = [
  "held",
  "confirmed",
  "completed",
  "cancelled",
  "displaced",
  "expired",
  "no_show",
];

/** What is searched for, as the address keeps it; empty for nothing. `day`: "2026-11-22". */
export interface Asked {
  q: string;
  status: BookingStatus | "";
  day: string;
}

export function readAsked(query: URLSearchParams): Asked {
  const status = STATUSES.find((one) => one === query.get("status"));
  return { q: query.get("q") ?? "", status: status ?? "", day: query.get("day") ?? "" };
}

/** As the server is asked: a day is that of the lot's calendar, from midnight to midnight, as its cars come. */
export function searchOf({ q, status, day }: Asked, zone: string): BookingSearch {
  const midnight = (after: number) => {
    const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
    return instantOf({ year, month, day: date + after, hour: 0, minute: 0 }, zone).toISOString();
  };
  const known = /^\d{4}-\d{2}-\d{2}$/.test(day);
  return {
    q: q.trim(),
    status: status || null,
    from: known ? midnight(0) : null,
    to: known ? midnight(1) : null,
    order: known ? "start" : "made",
  };
}
