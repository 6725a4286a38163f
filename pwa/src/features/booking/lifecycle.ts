/** Where a booking stands, as the driver sees it: its own status, and the payment's while money is awaited. */
import { serverNow } from "../../api/clock";
import type { Booking } from "../../api/types";

export type BookingStage = Booking["status"] | "pending";

type Facts = Pick<Booking, "status"> & { payment: Pick<NonNullable<Booking["payment"]>, "status"> | null };

export function stageOf(booking: Facts): BookingStage {
  if (booking.status === "held" && booking.payment) {
    // The gateway has it: captured means the confirmation is a moment away.
    if (booking.payment.status === "pending" || booking.payment.status === "captured") return "pending";
  }
  return booking.status;
}

export function isAwaitingMoney(booking: Facts): boolean {
  return booking.status === "held";
}

/** A hold that ran out is over before the server has said so, unless the gateway has its money on the way. */
export function lapsedAt(now: number): (booking: Booking) => Booking {
  return (booking) =>
    stageOf(booking) === "held" && Date.parse(booking.holdExpiresAt ?? "") <= now
      ? { ...booking, status: "expired" }
      : booking;
}

/** Whether its driver may find somebody on the spot. Without a connection, what the server last said may be old. */
export function mayBeBlocked(
  booking: Pick<Booking, "status" | "startsAt" | "endsAt" | "canReportBlocked">,
  online: boolean,
  now: number = serverNow(),
): boolean {
  if (online || booking.canReportBlocked) return booking.canReportBlocked;
  return (
    booking.status === "confirmed" && Date.parse(booking.startsAt) <= now && now < Date.parse(booking.endsAt)
  );
}

/** Whether it is a live right to its spot. */
export function isCurrent(booking: Pick<Booking, "status">): boolean {
  return booking.status === "held" || booking.status === "confirmed";
}

/** Whether its car has stayed past the end, and something is owed for it or will be. */
export function isOverdue(booking: Pick<Booking, "status" | "stay" | "owed">): boolean {
  return booking.owed !== null || (booking.status === "completed" && booking.stay?.exitedAt === null);
}

/** Whether anything can still happen to it by itself. */
export function isLive(
  booking: Pick<Booking, "status" | "refund"> & Partial<Pick<Booking, "stay" | "owed">>,
): boolean {
  if (isCurrent(booking)) return true;
  if (booking.owed || (booking.stay && booking.stay.exitedAt === null)) return true;
  return booking.refund?.status === "requested" || booking.refund?.status === "submitted";
}
