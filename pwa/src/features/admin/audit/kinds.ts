import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "../inWords";

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
  "DiscrepancyResolved",
  "ExitFeeAsked",
  "ExitFeePaid",
  "ExitFeeWaived",
  "GatewayAsked",
  "GuestBookingClaimed",
  "LotChanged",
  "LotCreated",
  "LotPhotoDescribed",
  "LotPhotosChanged",
  "MessageSentAgain",
  "ObservationAccepted",
  "ObservationDismissed",
  "ObservationDoubted",
  "OverstayGoesOn",
  "OverstayNoticed",
  "PaymentCaptured",
  "PaymentExpired",
  "PaymentFailed",
  "PaymentPending",
  "PaymentStarted",
  "ProgramDisabled",
  "ProgramEnabled",
  "ProgramRegistered",
  "ProgramSecretChanged",
  "PromoEnded",
  "PromoIssued",
  "RefundDeclined",
  "RefundGranted",
  "RefundProposed",
  "RefundRequested",
  "RefundSubmitted",
  "RefundSucceeded",
  "RoleGranted",
  "RoleRevoked",
  "SpaceClosed",
  "SpaceClosureShortened",
  "SpaceReopened",
  "SpaceReportedBlocked",
  "SpaceRetired",
  "TariffChanged",
  "TariffPublished",
  "TariffWithdrawn",
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
