/** What a phone without a connection can say of a car at the gate: by its pass, and by the lists it saw last. */
import type { KeptMovement } from "../../../api/admin/movements";
import type { GateRules, Stays } from "../../../api/admin/types";
import { compactPlate } from "../../../lib/plate";
import type { PassFacts } from "./pass";

export type Direction = "in" | "out";

/** A booking as the gate shows it; what is not known of it is null. */
export interface Guest {
  reference: string | null;
  plate: string | null;
  name: string | null;
  area: string | null;
  spot: string | null;
  startsAt: string | null;
  endsAt: string | null;
}

/** Why not, by the codes of docs/errors.md, and of what only a phone says: `wrong_lot`, `not_on_phone`, `pass_not_checked`. */
export type Doubt =
  | "pass_not_genuine"
  | "wrong_lot"
  | "not_on_phone"
  | "several_bookings"
  | "entry_too_early"
  | "entry_over"
  | "car_is_in"
  | "car_not_in"
  | "spot_still_taken"
  | "exit_fee_owed"
  | "pass_not_checked";

export interface Judgement {
  guest: Guest;
  doubt: Doubt | null;
  /** Of several bookings of a plate. */
  references: readonly string[];
}

export interface Known {
  stays: Stays | null;
  /** This attendant's, at this lot. */
  movements: readonly KeptMovement[];
  now: number;
}

const MINUTE_MS = 60_000;

/** A car of one of the lists. */
export type Row = Omit<Stays["expected"][number], "spotIsTaken" | "startsAt"> & { startsAt?: string };

/** By a pass whose signature was verified. */
export function judgePass(direction: Direction, pass: PassFacts, slug: string, known: Known): Judgement {
  const row = rowsOf(known.stays).find((one) => one.reference === pass.reference);
  const guest: Guest = {
    reference: pass.reference,
    plate: pass.plate,
    name: row?.name ?? null,
    // It may have another spot by now than the one that was signed.
    area: row?.areaCode ?? pass.area,
    spot: row?.spaceLabel ?? pass.spot,
    startsAt: pass.startsAt,
    endsAt: row?.endsAt ?? pass.endsAt,
  };
  if (pass.lot !== slug) return { guest, doubt: "wrong_lot", references: [] };
  return { guest, doubt: doubtOf(direction, guest, known), references: [] };
}

/** By a plate or a reference that was typed. */
export function judgeTyped(direction: Direction, typed: string, known: Known): Judgement {
  const rows: readonly Row[] =
    direction === "in" ? (known.stays?.expected ?? []) : (known.stays?.inside ?? []);
  const found = findRows(rows, typed);
  const [first] = found;
  const isReference = looksLikeReference(typed);
  if (!first) {
    const guest = { ...NOBODY, [isReference ? "reference" : "plate"]: tidied(typed) };
    return { guest, doubt: movedLast(guest, direction, known) ?? "not_on_phone", references: [] };
  }
  const guest = guestOf(first);
  if (found.length > 1 && !isReference)
    return { guest, doubt: "several_bookings", references: found.map(({ reference }) => reference) };
  return { guest, doubt: doubtOf(direction, guest, known), references: [] };
}

/** The rows of a plate or a reference; while it is being typed, those that begin so. */
export function findRows<One extends { reference: string; plateNumber: string }>(
  rows: readonly One[],
  typed: string,
  whole = true,
): One[] {
  const wanted = compactPlate(typed);
  if (wanted === "") return [];
  const fits = (text: string) => {
    const one = compactPlate(text);
    return whole ? one === wanted : one.startsWith(wanted);
  };
  return rows.filter((row) => fits(row.plateNumber) || fits(row.reference));
}

/** "PK-7F3K9QX"; without its dash only what could be no plate. */
export function looksLikeReference(typed: string): boolean {
  const compact = compactPlate(typed);
  if (!/^PK[0-9A-Z]{7}$/.test(compact)) return false;
  return typed.includes("-") || !/^[A-Z]+\d+[A-Z]*$/.test(compact);
}

/** A reference as the server writes it, a plate without its spaces. */
export function tidied(typed: string): string {
  const compact = compactPlate(typed);
  return looksLikeReference(typed) ? `PK-${compact.slice(2)}` : compact;
}

export const NOBODY: Guest = {
  reference: null,
  plate: null,
  name: null,
  area: null,
  spot: null,
  startsAt: null,
  endsAt: null,
};

function guestOf(row: Row): Guest {
  return {
    reference: row.reference,
    plate: row.plateNumber,
    name: row.name,
    area: row.areaCode,
    spot: row.spaceLabel,
    startsAt: row.startsAt ?? null,
    endsAt: row.endsAt,
  };
}

function rowsOf(stays: Stays | null): readonly Row[] {
  return stays ? [...stays.expected, ...stays.inside] : [];
}

function doubtOf(direction: Direction, guest: Guest, known: Known): Doubt | null {
  return direction === "in" ? doubtAtEntry(guest, known) : doubtAtExit(guest, known);
}

function doubtAtEntry(guest: Guest, known: Known): Doubt | null {
  const { stays, now } = known;
  const moved = lastOf(guest, known);
  const isIn = moved
    ? moved.direction === "in"
    : stays?.inside.some((one) => one.reference === guest.reference);
  if (isIn) return "car_is_in";
  if (guest.startsAt && now < Date.parse(guest.startsAt) - grace(stays, "entryGraceMinutes"))
    return "entry_too_early";
  if (guest.endsAt && now >= Date.parse(guest.endsAt)) return "entry_over";
  const stands = stays?.inside.some(
    (one) =>
      one.spaceLabel === guest.spot &&
      one.areaCode === guest.area &&
      one.reference !== guest.reference &&
      lastOf(guestOf(one), known)?.direction !== "out",
  );
  return stands ? "spot_still_taken" : null;
}

function doubtAtExit(guest: Guest, known: Known): Doubt | null {
  const { stays, now } = known;
  const moved = lastOf(guest, known);
  if (moved?.direction === "out") return "car_not_in";
  const isIn = moved !== undefined || stays?.inside.some((one) => one.reference === guest.reference);
  if (stays && !isIn) return "car_not_in";
  const late = guest.endsAt && now > Date.parse(guest.endsAt) + grace(stays, "exitGraceMinutes");
  return late && (stays?.rules.overstayHourSen ?? 1) > 0 ? "exit_fee_owed" : null;
}

/** Of a car in no list: whether this phone saw it come or go last. */
function movedLast(guest: Guest, direction: Direction, known: Known): Doubt | null {
  const moved = lastOf(guest, known);
  if (moved?.direction !== direction) return null;
  return direction === "in" ? "car_is_in" : "car_not_in";
}

/** What this phone noted of a car last, and was not told to be wrong. */
function lastOf(guest: Guest, { movements }: Known): KeptMovement | undefined {
  const names = [guest.reference, guest.plate].flatMap((one) => (one === null ? [] : compactPlate(one)));
  return movements
    .filter(({ state }) => state !== "refused")
    .filter((one) => namesOf(one).some((name) => names.includes(name)))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}

function namesOf(one: KeptMovement): string[] {
  const all = [one.reference, one.plate, one.name, one.told?.reference, one.told?.plateNumber];
  return all.flatMap((name) => (name ? compactPlate(name) : []));
}

function grace(stays: Stays | null, which: keyof Pick<GateRules, "entryGraceMinutes" | "exitGraceMinutes">) {
  return (stays?.rules[which] ?? 15) * MINUTE_MS;
}
