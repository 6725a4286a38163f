import type { StaffBooking } from "../../../api/admin/bookings";

export type BackName = "policy" | "all" | "none";

/** A way to end a booking: what goes back, in sen, and the percent that is asked for; null lets the policy say. */
export interface Cancellation {
  name: BackName;
  sen: number;
  percent: number | null;
}

/** By the policy, and for those who handle money all or nothing where that is something else. */
export function cancellationsOf(
  booking: Pick<StaffBooking, "refundSen" | "payments">,
  mayDepart: boolean,
): Cancellation[] {
  const policy: Cancellation = { name: "policy", sen: booking.refundSen, percent: null };
  if (!mayDepart) return [policy];
  // Only what bought something is given back with the booking.
  const all = booking.payments
    .filter(({ receiptNumber }) => receiptNumber !== null)
    .reduce((sum, { leftSen }) => sum + leftSen, 0);
  const others: Cancellation[] = [
    { name: "all", sen: all, percent: 100 },
    { name: "none", sen: 0, percent: 0 },
  ];
  return [policy, ...others.filter(({ sen }) => sen !== policy.sen)];
}
