import type { MessageKind } from "../../../api/admin/messages";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "../inWords";

/** Every kind that there is, in the order in which a stay meets them. */
export const KINDS = [
  "booking_confirmed",
  "booking_receipt",
  "payment_pending",
  "payment_failed",
  "hold_expired",
  "booking_extended",
  "extension_expired",
  "booking_moved",
  "booking_displaced",
  "booking_cancelled",
  "booking_called_off",
  "booking_expired_paid_late",
  "refund_requested",
  "refund_granted",
  "refund_succeeded",
  "ending_soon",
  "overstay",
  "overstay_owed",
  "exit_fee_paid",
  "no_show",
  "staff_overstay",
] as const satisfies readonly MessageKind[];

const OTHERS = [
  "verify_email",
  "reset_password",
  "password_changed",
  "telegram_linked",
  "staff_discrepancy",
  "staff_job_failed",
] as const satisfies readonly MessageKind[];

const KNOWN: readonly string[] = [...KINDS, ...OTHERS];

/** What a message tells; one of a newer server's is named as well as can be. */
export function kindWord(kind: string, t: StaffTranslate): string {
  return KNOWN.includes(kind) ? t(`desk.messages.kind.${kind as MessageKind}`) : inWords(kind);
}
