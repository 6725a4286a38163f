import { useState } from "react";
import { useCancelForSomebody } from "../../../api/admin/bookings";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { VerbDialog } from "../VerbDialog";
import { cancellationsOf } from "./cancellation";
import type { BackName } from "./cancellation";
import { ReasonField } from "./ReasonField";

interface Props {
  lot: WorkLot;
  booking: StaffBooking;
  onClose: () => void;
}

/** Ends a booking; what goes back is shown first. */
export function CancelDialog({ lot, booking, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const cancel = useCancelForSomebody(lot.slug, booking.reference);
  const toast = useToast();
  const [reason, setReason] = useState("");
  const choices = cancellationsOf(booking, lot.permissions.includes("handle_money"));
  const [chosen, setChosen] = useState<BackName>("policy");
  const back = choices.find(({ name }) => name === chosen) ?? choices[0];
  const money = (sen: number) => format.money(sen, booking.currency);

  return (
    <VerbDialog
      title={t("desk.bookings.cancelTitle", { reference: booking.reference })}
      action={t("desk.bookings.cancelDo")}
      tone="danger"
      disabled={reason.trim() === ""}
      doing={cancel}
      onDo={() =>
        cancel.mutate(
          { reason: reason.trim(), refundPercent: back?.percent ?? null },
          {
            onSuccess: () => {
              toast.show(t("desk.bookings.cancelled"));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="cancel-dialog"
    >
      <p>{t("desk.bookings.cancelText")}</p>
      {booking.paidSen > 0 && back ? (
        <>
          {choices.length > 1 ? (
            <Segmented
              label={t("desk.bookings.goesBack")}
              value={chosen}
              onChange={setChosen}
              options={choices.map(({ name }) => ({ value: name, label: t(`desk.bookings.back.${name}`) }))}
            />
          ) : null}
          <div className="num rounded-box bg-accent-soft px-4 py-3">
            <p className="text-s text-ink-2">{t("desk.bookings.goesBack")}</p>
            <p className="text-xl font-bold tracking-tight" data-testid="goes-back">
              {t("desk.bookings.goesBackOf", { amount: money(back.sen), paid: money(booking.paidSen) })}
            </p>
            <p className="mt-1 text-s text-ink-2">
              {t("desk.bookings.policyNow", { percent: booking.refundPercent })}
            </p>
          </div>
          {back.sen > booking.refundSen ? (
            <p className="text-s text-ink-2">{t("desk.bookings.beyond")}</p>
          ) : null}
        </>
      ) : (
        <p className="text-ink-2">{t("desk.bookings.nothingPaid")}</p>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </VerbDialog>
  );
}
