import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";
import { stageOf } from "./lifecycle";

/** How a booking ended, and what happens with the money. */
export function OutcomeNotice({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const stage = stageOf(booking);
  const refundText = booking.refund?.message ?? null;
  switch (stage) {
    case "expired":
      return (
        <Notice tone="wait" title={t("outcome.expired")}>
          {refundText ?? t("outcome.expiredText")}
        </Notice>
      );
    case "cancelled":
      return <Notice tone="info">{refundText ?? t("outcome.noRefund")}</Notice>;
    case "displaced":
      return (
        <Notice tone="bad" title={t("outcome.displaced")}>
          {refundText}
        </Notice>
      );
    case "no_show":
      return <Notice tone="info" title={t("outcome.noShow")} />;
    case "completed":
      if (booking.owed) return null;
      return <Notice tone="good" title={t("outcome.completed")} />;
    default:
      return refundText ? <Notice tone="info">{refundText}</Notice> : null;
  }
}
