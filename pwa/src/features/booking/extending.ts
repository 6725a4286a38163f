/** The ends that a stay may be given, and where the rest of it can be spent when its spot is another's. */
import type { Booking, Extension, ExtensionQuote, NearestSpace } from "../../api/types";
import { routes } from "../../routes";
import { isoMinutes, writePeriod } from "./period";

/** Minutes on top that one press chooses. */
export const QUICK_MINUTES = [30, 60, 120] as const;

export function endAfter(booking: Pick<Booking, "endsAt">, minutes: number): string {
  return isoMinutes(new Date(Date.parse(booking.endsAt) + minutes * 60_000));
}

/** Until when the booking may keep its spot, if not for as long as was asked; its own end, if for no more. */
export function freeUntil(
  booking: Pick<Booking, "endsAt">,
  quote: Pick<ExtensionQuote, "freeUntil">,
): string {
  return quote.freeUntil ?? booking.endsAt;
}

/** The time on top that is held and not paid for yet. */
export function heldExtension(booking: Pick<Booking, "extensions">): Extension | undefined {
  return booking.extensions.find((one) => one.status === "held");
}

export function paidExtensions(booking: Pick<Booking, "extensions">): Extension[] {
  return booking.extensions.filter((one) => one.status === "confirmed");
}

/** The lot's page with another spot chosen, from the end of the booking until `endsAt`. */
export function addressOfSpot(booking: Booking, spot: NearestSpace, endsAt: string): string {
  const query = new URLSearchParams({ floor: spot.areaCode, spot: spot.label });
  writePeriod(query, { kind: "fixed", from: new Date(booking.endsAt), to: new Date(endsAt) });
  return `${routes.lot(booking.lot.slug)}?${query.toString()}`;
}
