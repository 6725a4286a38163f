import type { SpotBooking } from "../../../api/admin/types";

/** Whose time it is, or whose car is there; and who comes after, the soonest first. */
export function splitBookings(
  bookings: readonly SpotBooking[],
  now: number,
): { present: SpotBooking[]; coming: SpotBooking[] } {
  const isPresent = (one: SpotBooking) => one.enteredAt !== null || Date.parse(one.startsAt) <= now;
  return {
    present: bookings.filter(isPresent),
    coming: bookings.filter((one) => !isPresent(one)),
  };
}
