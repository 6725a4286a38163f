import { useId } from "react";
import type { ReactNode } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Skeleton } from "../../ui/Skeleton";
import { byMonth } from "./arrange";
import { BookingRow, PastRow } from "./BookingRow";
import { NowCard } from "./NowCard";

/** A part of the page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-3">
      <h2 id={id} className="text-l font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function NowSection({ bookings }: { bookings: readonly Booking[] }) {
  const { t } = useI18n();
  if (bookings.length === 0) return null;
  return (
    <Section title={t("now.title")}>
      {bookings.map((booking) => (
        <NowCard key={booking.reference} booking={booking} />
      ))}
    </Section>
  );
}

export function UpcomingSection({ bookings }: { bookings: readonly Booking[] }) {
  const { t } = useI18n();
  if (bookings.length === 0) return null;
  return (
    <Section title={t("upcoming.title")}>
      <ul className="grid grid-cols-1 gap-3" data-testid="upcoming-list">
        {bookings.map((booking) => (
          <li key={booking.reference}>
            <BookingRow booking={booking} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Bookings that are over, month by month. */
export function PastList({ bookings }: { bookings: readonly Booking[] }) {
  const { format } = useI18n();
  const months = byMonth(bookings, (one) => format.month(one.startsAt, one.lot.timeZone));
  return (
    <div className="grid grid-cols-1 gap-4" data-testid="past-list">
      {months.map((month) => (
        <div key={month.name} className="grid grid-cols-1 gap-2.5">
          <h3 className="text-m font-semibold text-ink-2">{month.name}</h3>
          <ul className="grid grid-cols-1 gap-3">
            {month.bookings.map((booking) => (
              <li key={booking.reference}>
                <PastRow booking={booking} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** The shape of the list that is fetched. */
export function ListSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div className="grid gap-3" aria-hidden="true" data-testid="list-skeleton">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-24 !rounded-card" />
      ))}
    </div>
  );
}
