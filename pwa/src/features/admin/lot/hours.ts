import type { OpeningSpan } from "../../../api/admin/settings";
import { isWholeDay } from "../../lots/lots";
import type { Hours } from "../../lots/lots";

/** The openings of one day, in order; none: closed. */
export type DayHours = readonly Hours[];

/** What a day is given whose hours are to be typed. */
export const USUAL: Hours = { opens: "08:00", closes: "22:00" };

export const ALWAYS_OPEN: OpeningSpan[] = Array.from({ length: 7 }, (_, weekday) => ({
  weekday,
  opens: "00:00",
  closes: "24:00",
}));

export const isAllDay = isWholeDay;

/** A week as seven days, Monday first. */
export function daysOf(spans: readonly OpeningSpan[]): DayHours[] {
  return Array.from({ length: 7 }, (_, weekday) =>
    spans
      .filter((span) => span.weekday === weekday)
      .map(({ opens, closes }) => ({ opens, closes }))
      .sort((a, b) => a.opens.localeCompare(b.opens)),
  );
}

/** Seven days as the server keeps a week. */
export function spansOf(days: readonly DayHours[]): OpeningSpan[] {
  return days.flatMap((hours, weekday) => hours.map((one) => ({ weekday, ...one })));
}
