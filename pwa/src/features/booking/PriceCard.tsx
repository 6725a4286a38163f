import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { PriceLines } from "./PriceLines";
import { refundState } from "./refunds";

/** What it costs or cost, line by line, what of it comes back, and the number of the receipt. */
export function PriceCard({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  return (
    <section className="glass rounded-card p-5" aria-labelledby="price">
      <h2 id="price" className="mb-3 flex items-baseline justify-between gap-3">
        <span className="text-m font-semibold text-ink-2">
          {t(booking.receiptNumber ? "price.paid" : "price.heading")}
        </span>
        <span className="num text-xl font-bold tracking-tight" data-testid="total">
          {format.money(booking.amountSen, booking.currency)}
        </span>
      </h2>
      <PriceLines lines={booking.lines} currency={booking.currency} />
      {booking.refund ? (
        <p
          className="num mt-2.5 flex justify-between gap-3 border-t border-line pt-2.5 text-m font-semibold"
          data-testid="refund-line"
        >
          <span>{t(refundState(booking.refund))}</span>
          <span className="shrink-0">{format.money(-booking.refund.amountSen, booking.currency)}</span>
        </p>
      ) : null}
      {booking.receiptNumber ? (
        <p className="num mt-3 border-t border-line pt-3 text-s text-ink-2">
          {t("booking.receiptNumber", { number: booking.receiptNumber })}
        </p>
      ) : null}
    </section>
  );
}
