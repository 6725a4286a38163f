import { useCancelBooking } from "../../api/bookings";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../api/reach";

/** Shows what comes back before anything is cancelled. */
export function CancelDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, format } = useI18n();
  const cancel = useCancelBooking();
  const troubleText = useTroubleText();
  const online = useOnline();
  const terms = booking.cancellation;
  const unpaid = booking.status === "held";
  return (
    <Dialog
      title={t(unpaid ? "cancel.releaseTitle" : "cancel.title")}
      onClose={onClose}
      testId="cancel-dialog"
      footer={
        <>
          <Button
            tone="danger"
            busy={cancel.isPending}
            disabled={!online}
            onClick={() =>
              cancel.mutate(
                { reference: booking.reference, shownSen: terms?.refundAmountSen ?? null },
                { onSuccess: onClose },
              )
            }
            data-testid="cancel-confirm"
          >
            {t(unpaid ? "cancel.releaseConfirm" : "cancel.confirm")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("cancel.keep")}
          </Button>
        </>
      }
    >
      {unpaid || !terms ? (
        <p className="text-ink-2">{t("cancel.releaseText", { label: booking.space.label })}</p>
      ) : (
        <div className="rounded-box border border-line bg-accent-soft p-4 text-center">
          <p className="text-m text-ink-2">{t("cancel.youGet")}</p>
          <p className="num mt-1 text-2xl font-bold tracking-tight" data-testid="refund-amount">
            {format.money(terms.refundAmountSen, booking.currency)}
          </p>
          <p className="num mt-1 text-s text-ink-2">
            {t("cancel.share", {
              percent: terms.refundPercent,
              amount: format.money(booking.paidSen, booking.currency),
            })}
          </p>
        </div>
      )}
      {unpaid || !terms ? null : (
        <p className="mt-3 text-s text-ink-2">
          {t(terms.refundAmountSen > 0 ? "cancel.how" : "cancel.nothing")}
        </p>
      )}
      {online ? null : (
        <Notice tone="wait" className="mt-3">
          {t("offline.action")}
        </Notice>
      )}
      {cancel.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(cancel.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
