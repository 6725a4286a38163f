import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";

const CAUSES = {
  cancelled: "desk.bookings.cause.cancelled",
  displaced: "desk.bookings.cause.displaced",
  late: "desk.bookings.cause.late",
  double: "desk.bookings.cause.double",
  goodwill: "desk.bookings.cause.goodwill",
} as const satisfies Record<string, PlainStaffKey>;

/** Why money goes back. */
export function causeWord(cause: string, t: StaffTranslate): string {
  return Object.hasOwn(CAUSES, cause) ? t(CAUSES[cause as keyof typeof CAUSES]) : cause;
}

const PURPOSES = {
  booking: "desk.bookings.for.booking",
  extension: "desk.bookings.for.extension",
  exit_fee: "desk.bookings.for.exit_fee",
} as const satisfies Record<string, PlainStaffKey>;

/** What a payment is for. */
export function purposeWord(purpose: string, t: StaffTranslate): string {
  return Object.hasOwn(PURPOSES, purpose) ? t(PURPOSES[purpose as keyof typeof PURPOSES]) : purpose;
}

const MODES = {
  cash: "desk.bookings.tender.cash",
  terminal: "desk.bookings.tender.terminal",
} as const satisfies Record<string, PlainStaffKey>;

/** How it was paid: the counter's ways in words, the gateway's as it calls them. */
export function modeWord(mode: string, t: StaffTranslate): string {
  return Object.hasOwn(MODES, mode) ? t(MODES[mode as keyof typeof MODES]) : mode;
}
