import { useState } from "react";
import { useProposeRefund } from "../../../api/admin/money";
import type { StaffPayment } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { amountText, senOf } from "../../../lib/amount";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { VerbDialog } from "../VerbDialog";
import { purposeWord } from "./moneyWords";

interface Props {
  lot: WorkLot;
  payment: StaffPayment;
  currency: string;
  onClose: () => void;
}

/** Part or all of a payment goes back, for a reason that the driver is told. */
export function RefundDialog({ lot, payment, currency, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const propose = useProposeRefund(lot.slug);
  const toast = useToast();
  const [much, setMuch] = useState<"whole" | "part">("whole");
  const [typed, setTyped] = useState(() => amountText(payment.leftSen));
  const [reason, setReason] = useState("");
  // Pressed again because an answer was lost, it is given once.
  const [key] = useState(() => crypto.randomUUID());
  const money = (sen: number) => format.money(sen, currency);
  const asked = much === "whole" ? payment.leftSen : senOf(typed);
  const amountSen = asked !== null && asked > 0 && asked <= payment.leftSen ? asked : null;

  function give() {
    if (amountSen === null) return;
    propose.mutate(
      { paymentId: payment.id, amountSen, reason: reason.trim(), key },
      {
        onSuccess: (proposal) => {
          const isWaiting = proposal.status === "waiting";
          toast.show(
            t(isWaiting ? "desk.bookings.refundWaits" : "desk.bookings.refundGranted", {
              amount: money(proposal.amountSen),
            }),
          );
          onClose();
        },
      },
    );
  }

  return (
    <VerbDialog
      title={t("desk.bookings.refundTitle")}
      action={
        amountSen === null
          ? t("desk.bookings.refundTitle")
          : t("desk.bookings.refundDo", { amount: money(amountSen) })
      }
      disabled={amountSen === null || reason.trim() === ""}
      doing={propose}
      onDo={give}
      onClose={onClose}
      testId="refund-dialog"
    >
      <p className="num">
        {t("desk.bookings.refundFor", {
          for: purposeWord(payment.purpose, t),
          amount: money(payment.amountSen),
        })}
      </p>
      <Segmented
        label={t("desk.bookings.howMuch")}
        value={much}
        onChange={setMuch}
        options={[
          { value: "whole", label: `${t("desk.bookings.whole")} (${money(payment.leftSen)})` },
          { value: "part", label: t("desk.bookings.part") },
        ]}
      />
      {much === "part" ? (
        <Field
          label={t("desk.bookings.howMuch")}
          hint={t("desk.bookings.amountHint", { amount: money(payment.leftSen) })}
          error={
            amountSen === null
              ? t("desk.bookings.amountWrong", { least: money(1), amount: money(payment.leftSen) })
              : null
          }
          inputMode="decimal"
          value={typed}
          data-testid="refund-amount"
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <Field
        label={t("desk.bookings.reason")}
        hint={t("desk.bookings.reasonTold")}
        value={reason}
        maxLength={200}
        data-testid="reason"
        onChange={(event) => setReason(event.target.value)}
      />
      {lot.refundApprovalSen === null ? null : (
        <p className="num text-s text-ink-2">
          {t("desk.bookings.secondPerson", { amount: money(lot.refundApprovalSen) })}
        </p>
      )}
    </VerbDialog>
  );
}
