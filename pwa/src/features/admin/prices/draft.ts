/** A rate table while it is being written: what stands in the fields, and what it comes to. Pure. */
import type { Band, Tariff, TariffBody } from "../../../api/admin/prices";
import type { SpaceType } from "../../../api/types";
import { amountText, senOf } from "../../../lib/amount";
import { fromFieldValue } from "../../../lib/zoned";

export const SPACE_TYPES: readonly SpaceType[] = ["standard", "ev", "vip", "oku", "motorcycle"];
const MOST_SEN = 1_000_000;
const DAY = 1440;

/** Hours of the week with a rate of their own; they may go past midnight. */
export interface BandDraft {
  /** Tells bands apart while they are moved about. */
  key: number;
  name: string;
  weekdays: readonly number[];
  /** "22:00" */
  from: string;
  /** "00:00" is the end of the day. */
  to: string;
  rate: string;
}

export interface Draft {
  name: string;
  /** As a date and time field has it, in the lot's zone. */
  validFrom: string;
  step: string;
  rate: string;
  minimum: string;
  /** Empty: no cap. */
  cap: string;
  /** Percent of the rate, by type; empty: as everybody. */
  multipliers: Readonly<Partial<Record<SpaceType, string>>>;
  bands: readonly BandDraft[];
}

/** A fault of a field: its name, and what is wrong with it. */
export type Faults = Readonly<Record<string, Fault>>;
export type Fault =
  "missing" | "amount" | "past" | "step" | "percent" | "capBelowMinimum" | "noDays" | "sameTime";

/** Begins with what another table says. */
export function draftOf(table: Tariff, validFrom: string): Draft {
  return {
    name: table.name,
    validFrom,
    step: String(table.stepMinutes),
    rate: amountText(table.rateSen),
    minimum: table.minimumSen === 0 ? "" : amountText(table.minimumSen),
    cap: table.dailyCapSen === null ? "" : amountText(table.dailyCapSen),
    multipliers: Object.fromEntries(
      Object.entries(table.multipliers).map(([type, percent]) => [type, String(percent)]),
    ),
    bands: joinedBands(table.bands).map((band, key) => ({
      key,
      name: band.name,
      weekdays: band.weekdays,
      from: clockOf(band.fromMinute),
      to: clockOf(band.toMinute % DAY),
      rate: amountText(band.rateSen),
    })),
  };
}

/** The first prices of a lot. */
export function emptyDraft(validFrom: string): Draft {
  return { name: "", validFrom, step: "60", rate: "", minimum: "", cap: "", multipliers: {}, bands: [] };
}

export function emptyBand(key: number): BandDraft {
  return { key, name: "", weekdays: [0, 1, 2, 3, 4, 5, 6], from: "22:00", to: "06:00", rate: "" };
}

export type Written = { body: TariffBody; faults: null } | { body: null; faults: Faults };

/** What is written comes to these prices, or has these faults. */
export function read(draft: Draft, zone: string, now: number): Written {
  const faults: Record<string, Fault> = {};
  const amount = (field: string, text: string, needed: boolean): number | null => {
    if (text.trim() === "") {
      if (needed) faults[field] = "missing";
      return null;
    }
    const sen = senOf(text);
    if (sen === null || sen > MOST_SEN) faults[field] = "amount";
    return sen;
  };
  const whole = (field: string, text: string, most: number, fault: Fault): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || value > most) faults[field] = fault;
    return value;
  };

  if (draft.name.trim() === "") faults["name"] = "missing";
  const begins = fromFieldValue(draft.validFrom, zone);
  if (!begins) faults["validFrom"] = "missing";
  else if (begins.getTime() < now) faults["validFrom"] = "past";
  const rateSen = amount("rate", draft.rate, true) ?? 0;
  const minimumSen = amount("minimum", draft.minimum, false) ?? 0;
  const dailyCapSen = amount("cap", draft.cap, false);
  const stepMinutes = whole("step", draft.step, DAY, "step");
  if (stepMinutes < 1) faults["step"] = "step";
  if (dailyCapSen !== null && dailyCapSen < minimumSen) faults["cap"] ??= "capBelowMinimum";
  const multipliers: Record<string, number> = {};
  for (const [type, text] of Object.entries(draft.multipliers)) {
    if (text.trim() === "") continue;
    const percent = whole(`multipliers.${type}`, text, 1000, "percent");
    if (percent !== 100) multipliers[type] = percent;
  }
  const bands = draft.bands.flatMap((band, i) => {
    const field = `bands.${i}`;
    if (band.name.trim() === "") faults[`${field}.name`] = "missing";
    if (band.weekdays.length === 0) faults[`${field}.weekdays`] = "noDays";
    const [from, to] = [minuteOf(band.from), minuteOf(band.to)];
    if (from === null) faults[`${field}.from`] = "missing";
    if (to === null) faults[`${field}.to`] = "missing";
    if (from !== null && from === to && to !== 0) faults[`${field}.to`] = "sameTime";
    const rate = amount(`${field}.rate`, band.rate, true) ?? 0;
    return splitBand(band.name.trim(), band.weekdays, from ?? 0, to || DAY, rate);
  });
  if (!begins || Object.keys(faults).length > 0) return { body: null, faults };
  return {
    faults: null,
    body: {
      name: draft.name.trim(),
      validFrom: begins.toISOString(),
      stepMinutes,
      rateSen,
      minimumSen,
      dailyCapSen,
      multipliers,
      bands,
    },
  };
}

/** As prices are written: a table that is kept, without what it is called by. */
export function bodyOf(table: Tariff): TariffBody {
  const { name, validFrom, stepMinutes, rateSen, minimumSen, dailyCapSen, multipliers, bands } = table;
  return { name, validFrom, stepMinutes, rateSen, minimumSen, dailyCapSen, multipliers, bands };
}

/** What holds at a moment without the table `id`; null before the first. Tables come newest first. */
export function tableBefore(
  tables: readonly Tariff[],
  id: Tariff["id"] | null,
  begins: string | null,
): Tariff | null {
  const at = begins === null ? Infinity : Date.parse(begins);
  return tables.find((table) => table.id !== id && Date.parse(table.validFrom) <= at) ?? null;
}

/** A band that goes past midnight is two: until midnight, and from midnight on the days after. */
function splitBand(
  name: string,
  weekdays: readonly number[],
  fromMinute: number,
  toMinute: number,
  rateSen: number,
): Band[] {
  const days = weekdays.toSorted((a, b) => a - b);
  if (toMinute > fromMinute) return [{ name, weekdays: days, fromMinute, toMinute, rateSen }];
  return [
    { name, weekdays: days, fromMinute, toMinute: DAY, rateSen },
    { name, weekdays: nextDays(days), fromMinute: 0, toMinute, rateSen },
  ];
}

/** Neighbouring bands that are one past midnight, as `splitBand` made them. */
export function joinedBands(bands: readonly Band[]): Band[] {
  const joined: Band[] = [];
  for (const band of bands) {
    const late = joined.at(-1);
    const goesOn =
      late?.toMinute === DAY &&
      late.fromMinute > 0 &&
      band.fromMinute === 0 &&
      band.toMinute < late.fromMinute &&
      band.name === late.name &&
      band.rateSen === late.rateSen &&
      String(nextDays(late.weekdays)) === String(band.weekdays.toSorted((a, b) => a - b));
    if (goesOn) joined[joined.length - 1] = { ...late, toMinute: band.toMinute };
    else joined.push(band);
  }
  return joined;
}

function nextDays(days: readonly number[]): number[] {
  return days.map((day) => (day + 1) % 7).sort((a, b) => a - b);
}

export function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function minuteOf(clock: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(clock);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}
