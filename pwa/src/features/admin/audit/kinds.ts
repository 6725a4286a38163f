import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "./facts";

/** Events that have a sentence; a test compares them with the words. */
const KINDS = [
  "AreaMapPublished",
  "BookingCancelled",
  "BookingCompleted",
  "BookingConfirmed",
  "BookingDisplaced",
  "BookingEndingSoon",
  "BookingExpired",
  "BookingExtended",
  "BookingExtensionExpired",
  "BookingExtensionHeld",
  "BookingExtensionReleased",
  "BookingHeld",
  "BookingMoved",
  "BookingNoShow",
  "CarEntered",
  "CarLeft",
  "ExitFeeAsked",
  "ExitFeePaid",
  "ExitFeeWaived",
  "LotChanged",
  "LotCreated",
  "LotPhotoDescribed",
  "LotPhotosChanged",
  "OverstayGoesOn",
  "OverstayNoticed",
  "PaymentCaptured",
  "PaymentExpired",
  "PaymentFailed",
  "PaymentPending",
  "PaymentStarted",
  "PromoIssued",
  "RefundRequested",
  "RefundSubmitted",
  "RefundSucceeded",
  "RoleGranted",
  "RoleRevoked",
  "SpaceClosed",
  "SpaceReopened",
  "SpaceReportedBlocked",
  "SpaceRetired",
  "TariffPublished",
] as const;

type Kind = (typeof KINDS)[number];

/** What happened, in a sentence; what has none yet is named as well as can be. */
export function sentenceOf(kind: string, t: StaffTranslate): string {
  return isKnown(kind)
    ? t(`desk.event.${kind}` satisfies PlainStaffKey)
    : t("desk.audit.other", { kind: inWords(kind) });
}

function isKnown(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}
