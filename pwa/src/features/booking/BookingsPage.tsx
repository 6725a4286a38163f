import { ChevronRight, Ticket } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useMe } from "../../api/account";
import { useBookings, useBookingsByReference } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { ButtonLink } from "../../ui/Button";
import { PageHeader } from "../../ui/PageHeader";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble } from "../../ui/Trouble";
import { forget, useRemembered } from "./remembered";
import { StatusPill } from "./StatusPill";

/** What was booked: the account's bookings, or those this phone remembers of a guest. */
export default function BookingsPage() {
  const { t } = useI18n();
  const me = useMe();
  return (
    <div className="mx-auto max-w-2xl px-4 pt-4 lg:pt-8">
      <title>{`${t("bookings.title")} · ParkPro`}</title>
      <PageHeader title={t("bookings.title")} />
      <div className="mt-4 grid grid-cols-1 gap-4">
        {me.isPending ? <ListSkeleton /> : me.data ? <OwnBookings /> : <GuestBookings />}
      </div>
    </div>
  );
}

function OwnBookings() {
  const { t } = useI18n();
  const [scope, setScope] = useState<"current" | "past">("current");
  const bookings = useBookings(scope, true);
  return (
    <>
      <Segmented
        label={t("bookings.title")}
        value={scope}
        onChange={setScope}
        options={[
          { value: "current", label: t("bookings.current") },
          { value: "past", label: t("bookings.past") },
        ]}
      />
      {bookings.isError && !bookings.data ? (
        <Trouble error={bookings.error} onRetry={() => void bookings.refetch()} />
      ) : bookings.isPending ? (
        <ListSkeleton />
      ) : bookings.data.bookings.length === 0 ? (
        <NoBookings text={t(scope === "current" ? "bookings.noneCurrent" : "bookings.nonePast")} />
      ) : (
        <BookingList bookings={bookings.data.bookings} />
      )}
    </>
  );
}

function GuestBookings() {
  const { t } = useI18n();
  const remembered = useRemembered();
  const answers = useBookingsByReference(remembered);
  const bookings = answers.map((answer) => answer.data).filter((booking) => booking !== undefined);
  const gone = remembered.filter((_, i) => {
    const error = answers[i]?.error;
    return isProblem(error) && error.status === 404;
  });
  const broken = answers.find((answer) => answer.isError && !answer.data && !isProblem(answer.error));

  // A booking that this phone may no longer see is not offered again.
  const goneText = gone.join(" ");
  useEffect(() => {
    goneText.split(" ").filter(Boolean).forEach(forget);
  }, [goneText]);

  return (
    <>
      {answers.some((answer) => answer.isPending) ? <ListSkeleton /> : null}
      {broken ? (
        <Trouble error={broken.error} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
      ) : null}
      {bookings.length > 0 ? <BookingList bookings={bookings} /> : null}
      {remembered.length === 0 ? <NoBookings text={t("bookings.noneGuest")} /> : null}
      <div className="glass flex flex-wrap items-center gap-3 rounded-card p-5">
        <p className="min-w-48 flex-1 text-m text-ink-2">{t("bookings.signIn")}</p>
        <ButtonLink tone="quiet" href={routes.signIn(routes.bookings)}>
          {t("account.signIn")}
        </ButtonLink>
      </div>
    </>
  );
}

function BookingList({ bookings }: { bookings: readonly Booking[] }) {
  const { format } = useI18n();
  return (
    <ul className="grid gap-3" data-testid="booking-list">
      {bookings.map((booking) => (
        <li key={booking.reference}>
          <Link
            href={routes.booking(booking.reference)}
            className="glass flex items-center gap-3.5 rounded-card p-4 transition-colors hover:bg-glass-strong"
          >
            <span className="grid min-h-13 min-w-13 shrink-0 place-items-center rounded-box bg-mine px-1.5 text-l font-bold text-mine-ink">
              {booking.space.label}
            </span>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
                <span className="font-semibold">{booking.lot.name}</span>
                <StatusPill booking={booking} />
              </span>
              <span className="num mt-0.5 block text-s text-ink-2">
                {format.period(booking.startsAt, booking.endsAt, booking.lot.timeZone)}
              </span>
              <span className="num block text-s text-ink-2">
                {booking.area.name} · {format.money(booking.amountSen, booking.currency)}
              </span>
            </span>
            <ChevronRight size={19} aria-hidden className="shrink-0 text-ink-3" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NoBookings({ text }: { text: string }) {
  const { t } = useI18n();
  return (
    <div className="glass flex flex-col items-center gap-3 rounded-card px-6 py-12 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <Ticket size={26} aria-hidden />
      </span>
      <p className="max-w-64 text-ink-2">{text}</p>
      <ButtonLink href={routes.home} className="mt-1">
        {t("bookings.find")}
      </ButtonLink>
    </div>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-3" aria-hidden="true">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-24 !rounded-card" />
      ))}
    </div>
  );
}
