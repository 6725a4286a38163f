import { FileText } from "lucide-react";
import { receiptUrl } from "../../api/bookings";
import { useOnline } from "../../api/reach";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { paidExtensions } from "./extending";

/** What was added to the stay, each with its price and its receipt, and what all of it cost. */
export function PastExtensions({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const online = useOnline();
  const added = paidExtensions(booking);
  if (added.length === 0) return null;
  const zone = booking.lot.timeZone;
  return (
    <section className="glass rounded-card p-5" aria-labelledby="added-time" data-testid="extensions">
      <h2 id="added-time" className="text-m font-semibold text-ink-2">
        {t("extend.list")}
      </h2>
      <ul className="num mt-2">
        {added.map((one) => (
          <li
            key={one.id}
            className="flex min-h-11 flex-wrap items-center justify-end gap-x-3 border-b border-line py-1.5 text-m"
          >
            <span className="min-w-0 flex-[1_1_9rem]">{format.period(one.startsAt, one.endsAt, zone)}</span>
            <span>{format.money(one.amountSen, booking.currency)}</span>
            {one.receiptNumber && !online ? (
              <span className="w-full text-right text-s text-ink-2">{t("offline.receipt")}</span>
            ) : one.receiptNumber ? (
              <a
                href={receiptUrl(booking.reference, one.receiptNumber)}
                target="_blank"
                rel="noopener"
                aria-label={t("extend.receipt", { time: format.end(one.endsAt, zone) })}
                className="grid size-11 shrink-0 place-items-center rounded-full text-accent hover:bg-accent-soft"
              >
                <FileText size={17} aria-hidden />
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="num mt-3 flex items-baseline justify-between gap-3">
        <span className="text-m text-ink-2">{t("extend.total")}</span>
        <span className="text-l font-bold" data-testid="paid-total">
          {format.money(booking.paidSen, booking.currency)}
        </span>
      </p>
    </section>
  );
}
