/** Where a booking stands, as the driver sees it: its own status, and the payment's while money is awaited. */
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

/** Whether anything can still happen to it by itself. */
export function isLive(booking: Pick<Booking, "status" | "refund">): boolean {
  if (booking.status === "held" || booking.status === "confirmed") return true;
  return booking.refund?.status === "requested" || booking.refund?.status === "submitted";
}
