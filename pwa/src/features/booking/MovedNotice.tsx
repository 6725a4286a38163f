import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";

/** That the booking has another spot than the one that was chosen, and why. */
export function MovedNotice({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const move = booking.moves.at(-1);
  if (!move || (booking.status !== "held" && booking.status !== "confirmed")) return null;
  const terms = booking.cancellation;
  const mayLeave = move.cause !== "blocked" && terms?.allowed === true && terms.refundAmountSen > 0;
  return (
    <Notice
      tone="info"
      title={t("moved.title", { from: move.fromLabel, to: move.toLabel, floor: move.toAreaCode })}
      testId="moved"
    >
      {t(`moved.${move.cause}`, { from: move.fromLabel })} {mayLeave ? t("moved.mayLeave") : null}
    </Notice>
  );
}
