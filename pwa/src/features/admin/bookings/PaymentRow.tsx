import { Undo2 } from "lucide-react";
import type { StaffPayment, StaffRefund } from "../../../api/admin/bookings";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Tag } from "../Tag";
import type { TagTone } from "../Tag";
import { causeWord, modeWord, purposeWord } from "./moneyWords";

const TONES: Record<StaffPayment["status"], TagTone> = {
  created: "wait",
  pending: "wait",
  captured: "good",
  failed: "bad",
  expired: "over",
};

interface Props {
  payment: StaffPayment;
  currency: string;
  zone: string;
  /** Null where nothing is left of it, or the role gives nothing back. */
  onRefund: (() => void) | null;
}

/** A try to pay, with what went back of it. */
export function PaymentRow({ payment, currency, zone, onRefund }: Props) {
  const { t, format } = useStaffI18n();
  const facts = [
    t(`desk.bookings.by.${payment.channel}`),
    payment.mode && modeWord(payment.mode, t),
    format.end(payment.finalAt ?? payment.createdAt, zone),
    payment.orderId,
    payment.receiptNumber && t("desk.bookings.receipt", { number: payment.receiptNumber }),
  ];
  return (
    <li className="border-t border-line py-3" data-testid={`payment-${payment.status}`}>
      <div className="num flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="font-medium">{purposeWord(payment.purpose, t)}</span>{" "}
        <Tag tone={TONES[payment.status]}>{t(`desk.bookings.pay.${payment.status}`)}</Tag>{" "}
        <b className="ml-auto font-semibold">{format.money(payment.amountSen, currency)}</b>
      </div>
      <p className="num mt-1 text-s [overflow-wrap:anywhere] text-ink-2">
        {facts.filter(Boolean).join(" · ")}
      </p>
      {payment.message ? <p className="mt-1 text-m">{payment.message}</p> : null}
      {payment.refunds.map((refund) => (
        <RefundLine key={refund.id} refund={refund} currency={currency} />
      ))}
      {onRefund ? (
        <Button
          tone="plain"
          className="-ml-3"
          icon={<Undo2 size={17} aria-hidden />}
          onClick={onRefund}
          data-testid="give-back"
        >
          {t("desk.bookings.giveBack")}
        </Button>
      ) : null}
    </li>
  );
}

function RefundLine({ refund, currency }: { refund: StaffRefund; currency: string }) {
  const { t, format } = useStaffI18n();
  const state = stateWord(refund, t);
  return (
    <p
      className="num mt-2 flex flex-wrap items-baseline justify-between gap-x-4 rounded-box bg-glass-strong px-3 py-2 text-m"
      data-testid={`refund-${refund.status}`}
    >
      <span className="min-w-0">
        {t("desk.bookings.refundOf", { cause: causeWord(refund.cause, t) })}{" "}
        <span className="block text-s [overflow-wrap:anywhere] text-ink-2">
          {refund.reference
            ? t("desk.bookings.refundReference", { state, reference: refund.reference })
            : state}
        </span>
      </span>{" "}
      <b className="font-semibold">{format.money(-refund.amountSen, currency)}</b>
    </p>
  );
}

function stateWord({ status, channel }: StaffRefund, t: StaffTranslate): string {
  return status === "requested"
    ? t(`desk.bookings.refund.requested.${channel}`)
    : t(`desk.bookings.refund.${status}`);
}
