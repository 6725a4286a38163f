import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "../inWords";

const KINDS = {
  amount_mismatch: "desk.money.kind.amount_mismatch",
  unknown_order: "desk.money.kind.unknown_order",
  failed_after_capture: "desk.money.kind.failed_after_capture",
  settlement_mismatch: "desk.money.kind.settlement_mismatch",
  settlement_unproven: "desk.money.kind.settlement_unproven",
  payment_never_ended: "desk.money.kind.payment_never_ended",
  refund_refused: "desk.money.kind.refund_refused",
} as const satisfies Record<string, PlainStaffKey>;

/** What does not agree; one of a newer server's is named as well as can be. */
export function discrepancyWord(kind: string, t: StaffTranslate): string {
  return Object.hasOwn(KINDS, kind) ? t(KINDS[kind as keyof typeof KINDS]) : inWords(kind);
}
