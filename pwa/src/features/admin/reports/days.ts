/** The days of a report, as the address of the page names them. Days are the lot's, both counted. */
import type { DaySpan } from "../../../api/admin/reports";
import { addDays, dayOf, isoDay, sameDay } from "../../../lib/zoned";
import type { Day } from "../../../lib/zoned";

/** Days that are named rather than counted; "own" are two days of the reader's choice. */
export const SPANS = ["today", "week", "thirty", "month", "last"] as const;
export type SpanName = (typeof SPANS)[number] | "own";

export interface DayChoice {
  name: SpanName;
  span: DaySpan;
}

/** What an address asks for: `days=month`, or `from` and `to`. Without either, the seven whole days before today. */
export function choiceIn(query: URLSearchParams, today: Day): DayChoice {
  const from = dayIn(query.get("from"));
  const to = dayIn(query.get("to"));
  if (from && to && isoDay(from) <= isoDay(to)) return { name: "own", span: spanOf(from, to) };
  const name = SPANS.find((one) => one === query.get("days")) ?? "week";
  return { name, span: spanNamed(name, today) };
}

export function spanNamed(name: (typeof SPANS)[number], today: Day): DaySpan {
  const first = { ...today, day: 1 };
  const yesterday = addDays(today, -1);
  switch (name) {
    case "today":
      return spanOf(today, today);
    case "week":
      return spanOf(addDays(today, -7), yesterday);
    case "thirty":
      return spanOf(addDays(today, -30), yesterday);
    case "month":
      return spanOf(first, today);
    case "last": {
      const end = addDays(first, -1);
      return spanOf({ ...end, day: 1 }, end);
    }
  }
}

/** As many days, right before. */
export function daysBefore({ from, to }: DaySpan): DaySpan {
  const first = dayIn(from);
  if (!first) return { from, to };
  const count = daysIn({ from, to });
  return spanOf(addDays(first, -count), addDays(first, -1));
}

export function daysIn({ from, to }: DaySpan): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

export function todayAt(now: number, zone: string): Day {
  return dayOf(new Date(now), zone);
}

/** A moment within a day for the formats, which tell days at the zone UTC. */
export function noonOf(day: string): string {
  return `${day}T12:00:00Z`;
}

function spanOf(from: Day, to: Day): DaySpan {
  return { from: isoDay(from), to: isoDay(to) };
}

function dayIn(text: string | null): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (!match) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const named = { year, month, day };
  // The 31st of a shorter month is no day.
  return sameDay(addDays(named, 0), named) ? named : null;
}
