import type { AuditEntry } from "../../../api/admin/types";
import type { PlainStaffKey, StaffTranslate } from "../../../i18n/admin/words";
import { inWords } from "../inWords";

/** Events that have a sentence; tests compare them with the words, and with what the server tells of. */
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
  "DiscrepancyFound",
  "DiscrepancyResolved",
  "ExitFeeAsked",
  "ExitFeePaid",
  "ExitFeeWaived",
  "FloorDraftDiscarded",
  "FloorPublished",
  "GatewayAsked",
  "GuestBookingClaimed",
  "JobFailed",
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
  "PersonBlocked",
  "PersonUnblocked",
  "PersonalDataErased",
  "PersonalDataExported",
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
export function sentenceOf({ kind, facts }: Pick<AuditEntry, "kind" | "facts">, t: StaffTranslate): string {
  if (kind === "LotChanged") {
    const isListed = (facts["after"] as Record<string, unknown> | undefined)?.["is_listed"];
    if (typeof isListed === "boolean") return t(isListed ? "desk.audit.opened" : "desk.audit.closed");
  }
  return isKnown(kind)
    ? t(`desk.event.${kind}` satisfies PlainStaffKey)
    : t("desk.audit.other", { kind: inWords(kind) });
}

function isKnown(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}
