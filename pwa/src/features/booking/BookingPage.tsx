import { ArrowLeft, Timer, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import { useMe, useSessionCheck } from "../../api/account";
import { useBooking } from "../../api/bookings";
import { useBookingStream } from "../../api/live";
import { useOnline } from "../../api/reach";
import { isProblem } from "../../api/problem";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { InstallCard } from "../../installed/InstallCard";
import { askToKeepStorage, read, SETTING_UP } from "../../lib/storage";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { PageHeader } from "../../ui/PageHeader";
import { Seen } from "../../ui/Seen";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble } from "../../ui/Trouble";
import { PaymentPanel } from "../payment/PaymentPanel";
import { RemindMe } from "../push/RemindMe";
import { BookAgain } from "./BookAgain";
import { BookingDetails } from "./BookingDetails";
import { CancelDialog } from "./CancelDialog";
import { heldExtension, paidExtensions } from "./extending";
import { FindSpot } from "./FindSpot";
import { GuestLink } from "./GuestLink";
import { HeldExtension } from "./HeldExtension";
import { isAwaitingMoney, isCurrent, isLive, isOverdue, mayBeBlocked, stageOf } from "./lifecycle";
import { MovedNotice } from "./MovedNotice";
import { OutcomeNotice } from "./OutcomeNotice";
import { OwedCard } from "./OwedCard";
import { PassCard } from "./PassCard";
import { PastExtensions } from "./PastExtensions";
import { PriceCard } from "./PriceCard";
import { PriceChange } from "./PriceChange";
import { linkOf } from "../../kept/remembered";
import { StatusPill } from "./StatusPill";
import { useSecretLink } from "./useSecretLink";

const ExtendDialog = lazy(() => import("./ExtendDialog"));
const BlockedDialog = lazy(() => import("./BlockedDialog"));

const POLL_MS = 3_000;
const SLOW_POLL_MS = 60_000;

/** One booking, followed live from the hold to the receipt. */
export default function BookingPage({ reference }: { reference: string }) {
  const { t } = useI18n();
  const link = useSecretLink(reference);
  const [flowing, setFlowing] = useState(false);
  const booking = useBooking(reference, !link.opening, (known) => {
    if (known && !isLive(known)) return false;
    return flowing ? SLOW_POLL_MS : POLL_MS;
  });
  // What the caller may not see any more is not shown any more.
  const barred = isHidden(booking.error);
  const streaming = useBookingStream(
    reference,
    !barred && booking.data !== undefined && isLive(booking.data),
  );
  if (streaming !== flowing) setFlowing(streaming);

  const made = read("session", SETTING_UP);
  return (
    <div className="mx-auto max-w-[64rem] px-4 pt-4 lg:px-8 lg:pt-8">
      <title>{`${reference} · ParkPro`}</title>
      {made !== null && booking.data?.lot.slug === made ? (
        <ButtonLink
          tone="quiet"
          className="mb-4"
          icon={<ArrowLeft size={18} aria-hidden />}
          href={routes.setUp(made, "open")}
          testId="back-to-set-up"
        >
          {t("setUp.back")}
        </ButtonLink>
      ) : null}
      {booking.data && !barred ? (
        <Loaded booking={booking.data} stale={booking.isError} seenAt={booking.dataUpdatedAt} />
      ) : link.opening || booking.isPending ? (
        <BookingSkeleton />
      ) : (
        <Unknown
          reference={reference}
          error={link.error ?? booking.error}
          onRetry={link.error ? link.retry : () => void booking.refetch()}
        />
      )}
    </div>
  );
}

/** What the caller may not see: there is no such booking, or it is somebody else's, or the session has ended. */
function isHidden(error: unknown): boolean {
  return isProblem(error) && (error.status === 404 || error.status === 401);
}

interface UnknownProps {
  reference: string;
  error: unknown;
  onRetry: () => void;
}

function Unknown({ reference, error, onRetry }: UnknownProps) {
  const { t } = useI18n();
  const me = useMe().data;
  const hidden = isHidden(error);
  useSessionCheck(hidden);
  return (
    <Trouble error={error} onRetry={onRetry} isPage {...(hidden ? { title: t("booking.unknown") } : {})}>
      {hidden ? <p className="text-m text-ink-2">{t("booking.unknownHint")}</p> : null}
      {hidden && me === null ? (
        <ButtonLink tone="quiet" href={routes.signIn(routes.booking(reference))}>
          {t("account.signIn")}
        </ButtonLink>
      ) : null}
    </Trouble>
  );
}

function Loaded({ booking, stale, seenAt }: { booking: Booking; stale: boolean; seenAt: number }) {
  const { t, format } = useI18n();
  const [query, setQuery] = useSearchParams();
  const online = useOnline();
  const [cancelling, setCancelling] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const stage = stageOf(booking);
  const fromPayment = query.get("from") === "payment";
  const held = heldExtension(booking);
  const celebrate = fromPayment && stage === "confirmed" && !held;
  const isExtended = paidExtensions(booking).length > 0;
  const extending = query.get("extend") === "1" && booking.canExtend && !held;
  const extend = (open: boolean) =>
    setQuery(open ? new URLSearchParams({ extend: "1" }) : new URLSearchParams(), { replace: true });
  const link = useMemo(() => linkOf(booking.reference), [booking.reference]);

  // The mark of having come from the gateway is for this visit only.
  const forgetOrigin = useEffectEvent(() => {
    if (fromPayment && !isAwaitingMoney(booking) && !held) {
      setQuery(new URLSearchParams(), { replace: true });
    }
  });
  useEffect(() => {
    const timer = setTimeout(() => forgetOrigin(), 8_000);
    return () => clearTimeout(timer);
  }, [stage]);

  // What is booked should still be on this phone when the browser makes room for others.
  useEffect(() => {
    if (stage === "confirmed") askToKeepStorage();
  }, [stage]);

  return (
    <>
      <PageHeader
        title={t(`booking.title.${isOverdue(booking) ? "overdue" : stage}`)}
        subtitle={<span className="num">{booking.reference}</span>}
        back={routes.bookings}
      >
        <StatusPill booking={booking} />
      </PageHeader>
      {stale && online ? (
        <Notice tone="wait" className="mt-4">
          {t("offline.old")}
        </Notice>
      ) : null}
      <Seen at={seenAt} broken={stale} className="mt-2" />
      <p className="sr-only" role="status" data-testid="booking-status">
        {t(`booking.title.${isOverdue(booking) ? "overdue" : stage}`)}
      </p>

      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-5">
        <div className="grid grid-cols-1 gap-4">
          {celebrate ? (
            <Notice
              tone="good"
              title={
                isExtended
                  ? t("extend.done", { time: format.end(booking.endsAt, booking.lot.timeZone) })
                  : t("booking.thanks")
              }
            >
              {booking.email
                ? t(isExtended ? "extend.doneText" : "booking.mailed", { email: booking.email })
                : null}
            </Notice>
          ) : null}
          {held ? <HeldExtension booking={booking} extension={held} fromGateway={fromPayment} /> : null}
          {isAwaitingMoney(booking) ? <PriceChange booking={booking} was={query.get("was")} /> : null}
          {isAwaitingMoney(booking) ? <PaymentPanel booking={booking} fromGateway={fromPayment} /> : null}
          <OwedCard booking={booking} />
          <OutcomeNotice booking={booking} />
          <MovedNotice booking={booking} />
          {stage === "confirmed" && booking.pass ? <PassCard booking={booking} /> : null}

          <BookingDetails booking={booking} />
          {isCurrent(booking) ? null : <BookAgain booking={booking} />}
          <div className="flex flex-wrap gap-2.5 empty:hidden">
            {booking.canExtend && !held ? (
              <Button
                tone="quiet"
                className="flex-auto"
                icon={<Timer size={17} aria-hidden />}
                onClick={() => extend(true)}
                data-testid="extend"
              >
                {t("extend.open")}
              </Button>
            ) : null}
            {mayBeBlocked(booking, online) ? (
              <Button
                tone="quiet"
                className="flex-auto"
                icon={<TriangleAlert size={17} aria-hidden />}
                onClick={() => setBlocked(true)}
                data-testid="blocked"
              >
                {t("blocked.open")}
              </Button>
            ) : null}
          </div>
          {stage === "confirmed" ? <FindSpot booking={booking} /> : null}
          {stage === "confirmed" && online ? (
            <RemindMe booking={booking} otherwise={<InstallCard />} />
          ) : null}
        </div>

        <div className="grid grid-cols-1 gap-4">
          {isCurrent(booking) || booking.receiptNumber ? <PriceCard booking={booking} /> : null}
          <PastExtensions booking={booking} />
          {link ? <GuestLink link={link} /> : null}
          {booking.cancellation?.allowed ? (
            <Button
              tone="plain"
              className="!text-taken-ink"
              onClick={() => setCancelling(true)}
              data-testid="cancel"
            >
              {t(stage === "held" || stage === "pending" ? "cancel.release" : "cancel.open")}
            </Button>
          ) : null}
        </div>
      </div>
      {extending ? (
        <Suspense fallback={null}>
          <ExtendDialog booking={booking} onClose={() => extend(false)} />
        </Suspense>
      ) : null}
      {cancelling ? <CancelDialog booking={booking} onClose={() => setCancelling(false)} /> : null}
      {blocked ? (
        <Suspense fallback={null}>
          <BlockedDialog booking={booking} onClose={() => setBlocked(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function BookingSkeleton() {
  return (
    <div className="grid gap-4" aria-hidden="true">
      <Skeleton className="h-12" />
      <div className="grid gap-4 lg:grid-cols-[1fr_24rem]">
        <Skeleton className="h-72 !rounded-card" />
        <Skeleton className="h-44 !rounded-card" />
      </div>
    </div>
  );
}
