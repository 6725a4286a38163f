import { useState } from "react";
import type { StaffBooking, StaffPayment } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { PriceLines } from "../../booking/PriceLines";
import { Card } from "../Card";
import { PaymentRow } from "./PaymentRow";
import { Proposals } from "./Proposals";
import { RefundDialog } from "./RefundDialog";

/** What it costs, every try to pay, and what went back. */
export function MoneyCard({ lot, booking }: { lot: WorkLot; booking: StaffBooking }) {
  const { t, format } = useStaffI18n();
  const [refunding, setRefunding] = useState<StaffPayment["id"] | null>(null);
  const money = (sen: number) => format.money(sen, booking.currency);
  const refunded = booking.payments.find(({ id }) => id === refunding);
  const mayGiveBack = lot.permissions.includes("handle_money");
  return (
    <Card title={t("desk.bookings.money")} testId="booking-money">
      <p className="num flex flex-wrap items-baseline justify-between gap-x-4 pb-2">
        <span>
          <b className="text-xl font-bold tracking-tight">{money(booking.amountSen)}</b>{" "}
          <span className="text-s text-ink-2">
            {t("desk.bookings.taxIn", { tax: money(booking.taxSen) })}
          </span>
        </span>{" "}
        <span className="text-m">
          <span className="text-ink-2">{t("desk.bookings.paid")}</span>{" "}
          <b className="font-semibold" data-testid="paid">
            {money(booking.paidSen)}
          </b>
        </span>
      </p>
      <PriceLines lines={booking.lines} currency={booking.currency} />
      {booking.promoCode ? (
        <p className="num mt-1 text-m text-ink-2">
          {t("desk.bookings.promo")}: {booking.promoCode}
        </p>
      ) : null}
      {booking.exitFees.map((fee) => (
        <p key={fee.id} className="num mt-2 flex justify-between gap-4 border-t border-line pt-2.5 text-m">
          <span>{t(`desk.bookings.fee.${fee.status}`)}</span> <b>{money(fee.amountSen)}</b>
        </p>
      ))}
      <ul className="mt-3">
        {booking.payments.map((payment) => (
          <PaymentRow
            key={payment.id}
            payment={payment}
            currency={booking.currency}
            zone={lot.timeZone}
            onRefund={mayGiveBack && payment.leftSen > 0 ? () => setRefunding(payment.id) : null}
          />
        ))}
      </ul>
      {booking.payments.length === 0 ? (
        <p className="border-t border-line pt-3 text-m text-ink-2">{t("desk.bookings.noPayments")}</p>
      ) : null}
      <Proposals proposals={booking.proposals} currency={booking.currency} zone={lot.timeZone} />
      {refunded ? (
        <RefundDialog
          lot={lot}
          payment={refunded}
          currency={booking.currency}
          onClose={() => setRefunding(null)}
        />
      ) : null}
    </Card>
  );
}
