/** Wall-clock time in the zone of a lot, without a library: the browser knows the zones. */

export interface Day {
  year: number;
  month: number;
  day: number;
}
export interface WallTime extends Day {
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** Makes the first date, which takes a slow phone as long as all that follow together, while there is time. */
export function warmUpDates(): void {
  formatFor(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** What the clock on the wall of the lot shows at an instant. */
export function wallTime(instant: Date, zone: string): WallTime {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
  };
}

/** The instant at which the lot's clock shows this. Of a time shown twice, the first; a skipped one moves on. */
export function instantOf(wall: WallTime, zone: string): Date {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const before = asUtc - offsetAt(asUtc - 86_400_000, zone);
  const after = asUtc - offsetAt(asUtc + 86_400_000, zone);
  for (const guess of [before, after].sort((a, b) => a - b)) {
    if (guess + offsetAt(guess, zone) === asUtc) return new Date(guess);
  }
  return new Date(before);
}

function offsetAt(instant: number, zone: string): number {
  const wall = wallTime(new Date(instant), zone);
  const shown = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  return shown - Math.floor(instant / 60_000) * 60_000;
}

export function dayOf(instant: Date, zone: string): Day {
  const { year, month, day } = wallTime(instant, zone);
  return { year, month, day };
}

export function addDays(day: Day, count: number): Day {
  const moved = new Date(Date.UTC(day.year, day.month - 1, day.day + count));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** "2027-02-06", as the server names a day. */
export function isoDay({ year, month, day }: Day): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function sameDay(a: Day, b: Day): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

/** 0 for Monday to 6 for Sunday, as the server counts. */
export function weekdayOf(day: Day): number {
  return (new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay() + 6) % 7;
}

/** "2026-11-22T14:05" for the browser's own date and time fields. */
export function toFieldValue(instant: Date, zone: string): string {
  const wall = wallTime(instant, zone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}

/** The instant meant by a date and time field, or null when it is not filled. */
export function fromFieldValue(value: string, zone: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(value);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, zone);
}

/** "Kuala Lumpur" for Asia/Kuala_Lumpur. */
export function zoneCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
