/** Dates, money and measures the way a locale writes them, in the zone of the lot. */
import { addDays, dayOf, sameDay } from "../lib/zoned";
import type { Translate } from "./types";

export interface Format {
  /** "RM 19.08" from 1908 sen; exact, no float in between. */
  money: (sen: number, currency: string) => string;
  /** "14:00" */
  time: (instant: Date | string, zone: string) => string;
  /** "Today", "Tomorrow", or "Tue 24 Nov". */
  day: (instant: Date | string, zone: string) => string;
  /** "Tuesday, 24 November 2026" */
  longDay: (instant: Date | string, zone: string) => string;
  /** "Tue 24 Nov 2026" */
  date: (instant: Date | string, zone: string) => string;
  /** "24 Nov" */
  dayOfMonth: (instant: Date | string, zone: string) => string;
  /** "Sat 6 Feb 2027", of a day as the calendar has it: "2027-02-06". */
  calendarDay: (day: string) => string;
  /** "November 2026" */
  month: (instant: Date | string, zone: string) => string;
  /** "14:00" of today, "tomorrow 14:00": as an end is told within a sentence. */
  end: (instant: Date | string, zone: string) => string;
  /** "Today 14:00 – 17:00", or with both days when it runs over midnight. */
  period: (from: Date | string, to: Date | string, zone: string) => string;
  /** "3 hours", "1 day 2 hours" */
  duration: (minutes: number) => string;
  /** "350 m", "1.2 km" */
  distance: (metres: number) => string;
  number: (value: number) => string;
  /** "Mon" for 0, as the server counts weekdays. */
  weekday: (monday0: number) => string;
}

const CURRENCY_SYMBOLS: Record<string, string> = { MYR: "RM" };

export function createFormat(locale: string, t: Translate, now: () => Date): Format {
  // Made when they are asked for: they are slow to make, and the first picture waits.
  let numbers: Intl.NumberFormat | undefined;
  let amounts: Intl.NumberFormat | undefined;
  const number = (value: number) => (numbers ??= new Intl.NumberFormat(locale)).format(value);
  const cache = new Map<string, Intl.DateTimeFormat>();

  function dates(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = `${zone} ${name}`;
    let format = cache.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: "h23", ...options });
      cache.set(key, format);
    }
    return format;
  }

  const isIn = (days: number, instant: Date | string, zone: string) =>
    sameDay(dayOf(new Date(instant), zone), addDays(dayOf(now(), zone), days));

  const time: Format["time"] = (instant, zone) =>
    dates(zone, "time", { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));

  const day: Format["day"] = (instant, zone) => {
    if (isIn(0, instant, zone)) return t("when.today");
    if (isIn(1, instant, zone)) return t("when.tomorrow");
    return dates(zone, "day", { weekday: "short", day: "numeric", month: "short" })
      .format(new Date(instant))
      .replaceAll(",", "");
  };

  return {
    money(sen, currency) {
      const sign = sen < 0 ? "\u2212" : "";
      const whole = Math.abs(sen);
      const digits = `${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, "0")}` as `${number}`;
      amounts ??= new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
      return `${sign}${CURRENCY_SYMBOLS[currency] ?? currency}\u00a0${amounts.format(digits)}`;
    },
    time,
    day,
    longDay: (instant, zone) =>
      dates(zone, "long", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
        new Date(instant),
      ),
    calendarDay: (on) =>
      dates("UTC", "calendarDay", { weekday: "short", day: "numeric", month: "short", year: "numeric" })
        .format(new Date(`${on}T00:00:00Z`))
        .replaceAll(",", ""),
    end(instant, zone) {
      if (isIn(0, instant, zone)) return time(instant, zone);
      const named = day(instant, zone);
      return `${isIn(1, instant, zone) ? named.toLocaleLowerCase(locale) : named} ${time(instant, zone)}`;
    },
    date: (instant, zone) =>
      dates(zone, "date", { weekday: "short", day: "numeric", month: "short", year: "numeric" })
        .format(new Date(instant))
        .replaceAll(",", ""),
    dayOfMonth: (instant, zone) =>
      dates(zone, "dayOfMonth", { day: "numeric", month: "short" }).format(new Date(instant)),
    month: (instant, zone) =>
      dates(zone, "month", { month: "long", year: "numeric" }).format(new Date(instant)),
    period(from, to, zone) {
      const start = `${day(from, zone)} ${time(from, zone)}`;
      const end = sameDay(dayOf(new Date(from), zone), dayOf(new Date(to), zone))
        ? time(to, zone)
        : `${day(to, zone)} ${time(to, zone)}`;
      return `${start} – ${end}`;
    },
    duration(minutes) {
      const days = Math.floor(minutes / 1440);
      const hours = Math.floor((minutes % 1440) / 60);
      const rest = minutes % 60;
      return [
        days > 0 ? t("time.days", { count: days }) : "",
        hours > 0 ? t("time.hours", { count: hours }) : "",
        rest > 0 || minutes === 0 ? t("time.minutes", { count: rest }) : "",
      ]
        .filter(Boolean)
        .join(" ");
    },
    distance(metres) {
      if (metres < 1000) return t("distance.metres", { value: number(Math.round(metres / 5) * 5) });
      const km = metres / 1000;
      return t("distance.kilometres", { value: number(Number(km.toFixed(km < 10 ? 1 : 0))) });
    },
    number,
    // 1 January 2024 was a Monday.
    weekday: (monday0) =>
      dates("UTC", "weekday", { weekday: "short" }).format(new Date(Date.UTC(2024, 0, 1 + monday0))),
  };
}
