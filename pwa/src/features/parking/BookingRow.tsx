import clsx from "clsx";
import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { ButtonLink } from "../../ui/Button";
import { ReceiptLink } from "../booking/ReceiptLink";
import { refundState } from "../booking/refunds";
import { StatusPill } from "../booking/StatusPill";
import { useAgain } from "../booking/useAgain";

/** One booking of a list; it leads to the booking's own page. */
export function BookingRow({ booking, children }: { booking: Booking; children?: ReactNode }) {
  const { format } = useI18n();
  return (
    <div className="glass rounded-card">
      <Link
        href={routes.booking(booking.reference)}
        className="flex flex-wrap items-center gap-3.5 rounded-card p-4 transition-colors hover:bg-glass-strong"
      >
        <span
          className={clsx(
            "grid min-h-13 min-w-13 shrink-0 place-items-center rounded-box px-1.5 text-l font-bold",
            children ? "bg-shut text-shut-ink" : "bg-mine text-mine-ink",
          )}
        >
          {booking.space.label}
        </span>
        <span className="min-w-0 flex-[1_1_9rem]">
          <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
            <span className="font-semibold">{booking.lot.name}</span>
            <StatusPill booking={booking} />
          </span>
          <span className="num mt-0.5 block text-s text-ink-2">
            {format.period(booking.startsAt, booking.endsAt, booking.lot.timeZone)}
          </span>
          <span className="num block text-s text-ink-2">
            {booking.area.name}
            <Money booking={booking} />
          </span>
        </span>
      </Link>
      {children}
    </div>
  );
}

/** What was paid, and what of it came back; nothing for what was never paid. */
function Money({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  if (!booking.receiptNumber && booking.status !== "held") return null;
  const refund = booking.refund;
  return (
    <>
      {` · ${format.money(booking.amountSen, booking.currency)}`}
      {refund ? ` · ${t(refundState(refund))}: ${format.money(refund.amountSen, booking.currency)}` : null}
    </>
  );
}

/** A booking that is over, with its receipt and the way to book it again. */
export function PastRow({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const again = useAgain(booking);
  const name = `${booking.lot.name}, ${format.period(booking.startsAt, booking.endsAt, booking.lot.timeZone)}`;
  return (
    <BookingRow booking={booking}>
      <div className="-mt-3 flex flex-wrap justify-end gap-1 px-2 pb-1">
        {booking.receiptNumber ? (
          <ReceiptLink
            booking={booking}
            tone="plain"
            className="text-m"
            label={`${t("booking.receipt")}: ${name}`}
          />
        ) : null}
        <ButtonLink
          tone="plain"
          className="text-m"
          icon={<RotateCcw size={16} aria-hidden />}
          href={again.href}
          testId="book-again"
          label={`${t("again.button")}: ${name}`}
        >
          {t("again.button")}
        </ButtonLink>
      </div>
    </BookingRow>
  );
}
