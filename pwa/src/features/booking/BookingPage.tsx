import { Check, Copy, FileText, MapPinned, Navigation } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import { useMe } from "../../api/account";
import { receiptUrl, useBooking, useOpenWithKey } from "../../api/bookings";
import { useBookingStream } from "../../api/live";
import { isProblem } from "../../api/problem";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button, ButtonAnchor, ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { PageHeader } from "../../ui/PageHeader";
import { Plate } from "../../ui/Plate";
import { Skeleton } from "../../ui/Skeleton";
import { SpotSign } from "../../ui/SpotSign";
import { useToast } from "../../ui/toast";
import { Trouble } from "../../ui/Trouble";
import { PaymentPanel } from "../payment/PaymentPanel";
import { vehicleName } from "../vehicles/vehicleName";
import { CancelDialog } from "./CancelDialog";
import { DirectionsDialog } from "./DirectionsDialog";
import { FindSpot } from "./FindSpot";
import { isAwaitingMoney, isLive, stageOf } from "./lifecycle";
import { PassCard } from "./PassCard";
import { PriceLines } from "./PriceLines";
import { keepLink, linkOf, remember } from "./remembered";
import { StatusPill } from "./StatusPill";

const POLL_MS = 3_000;
const SLOW_POLL_MS = 60_000;

/** One booking, followed live from the hold to the receipt. */
export default function BookingPage({ reference }: { reference: string }) {
  const { t } = useI18n();
  const opening = useKeyInAddress(reference);
  const [flowing, setFlowing] = useState(false);
  const booking = useBooking(reference, !opening, (known) => {
    if (known && !isLive(known)) return false;
    return flowing ? SLOW_POLL_MS : POLL_MS;
  });
  const streaming = useBookingStream(reference, booking.data !== undefined && isLive(booking.data));
  if (streaming !== flowing) setFlowing(streaming);

  return (
    <div className="mx-auto max-w-[64rem] px-4 pt-4 lg:px-8 lg:pt-8">
      <title>{`${reference} · ParkPro`}</title>
      {booking.data ? (
        <Loaded booking={booking.data} stale={booking.isError} />
      ) : opening || booking.isPending ? (
        <BookingSkeleton />
      ) : (
        <Unknown error={booking.error} onRetry={() => void booking.refetch()} />
      )}
    </div>
  );

  function Unknown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
    const me = useMe().data;
    const hidden = isProblem(error) && (error.status === 404 || error.status === 401);
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
}

/** A guest's secret link: its key is exchanged for the right to see the booking, and leaves the address at once. */
function useKeyInAddress(reference: string): boolean {
  const open = useOpenWithKey();
  const [working, setWorking] = useState(() => window.location.hash.startsWith("#key="));
  const start = useEffectEvent(() => {
    const key = new URLSearchParams(window.location.hash.slice(1)).get("key");
    if (!key) return;
    const link = window.location.href;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    open.mutate(
      { reference, key },
      {
        onSuccess: () => {
          remember(reference);
          keepLink(reference, link);
        },
        onSettled: () => setWorking(false),
      },
    );
  });
  useEffect(() => start(), [reference]);
  return working;
}

function Loaded({ booking, stale }: { booking: Booking; stale: boolean }) {
  const { t, format } = useI18n();
  const [query, setQuery] = useSearchParams();
  const [cancelling, setCancelling] = useState(false);
  const [directing, setDirecting] = useState(false);
  const stage = stageOf(booking);
  const zone = booking.lot.timeZone;
  const fromPayment = query.get("from") === "payment";
  const celebrate = fromPayment && stage === "confirmed";
  const link = useMemo(() => linkOf(booking.reference), [booking.reference]);

  // The mark of having come from the gateway is for this visit only.
  const forgetOrigin = useEffectEvent(() => {
    if (fromPayment && !isAwaitingMoney(booking)) {
      setQuery(new URLSearchParams(), { replace: true });
    }
  });
  useEffect(() => {
    const timer = setTimeout(() => forgetOrigin(), 8_000);
    return () => clearTimeout(timer);
  }, [stage]);

  return (
    <>
      <PageHeader
        title={t(`booking.title.${stage}`)}
        subtitle={<span className="num">{booking.reference}</span>}
        back={routes.bookings}
      >
        <StatusPill booking={booking} />
      </PageHeader>
      {stale ? (
        <Notice tone="wait" className="mt-4">
          {t("offline.old")}
        </Notice>
      ) : null}
      <p className="sr-only" role="status" data-testid="booking-status">
        {t(`booking.title.${stage}`)}
      </p>

      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-5">
        <div className="grid grid-cols-1 gap-4">
          {celebrate ? (
            <Notice tone="good" title={t("booking.thanks")}>
              {booking.email ? t("booking.mailed", { email: booking.email }) : null}
            </Notice>
          ) : null}
          {isAwaitingMoney(booking) ? <PaymentPanel booking={booking} fromGateway={fromPayment} /> : null}
          {stage === "confirmed" && booking.pass ? <PassCard booking={booking} /> : null}
          <OutcomeNotice booking={booking} />

          <section className="glass rounded-card p-5" aria-label={t("booking.details")}>
            <div className="flex items-center gap-3.5">
              <span className="grid min-h-14 min-w-14 shrink-0 place-items-center rounded-box bg-mine px-2 text-xl font-bold text-mine-ink">
                {booking.space.label}
              </span>
              <div className="min-w-0 flex-1">
                <h2 className="text-l leading-tight font-semibold">{booking.lot.name}</h2>
                <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-s text-ink-2">
                  {booking.area.name} · <SpotSign type={booking.space.type} size={13} />
                  {t(`type.${booking.space.type}`)}
                </p>
              </div>
            </div>
            <dl className="mt-4 grid gap-3 border-t border-line pt-4">
              <Fact label={t("booking.when")}>
                <span className="num font-semibold">
                  {format.period(booking.startsAt, booking.endsAt, zone)}
                </span>
              </Fact>
              <Fact label={t("booking.car")}>
                <span className="flex flex-wrap items-center justify-end gap-2">
                  {booking.vehicle ? (
                    <span className="text-s text-ink-2">{vehicleName(booking.vehicle)}</span>
                  ) : null}
                  <Plate number={booking.plateNumber} />
                </span>
              </Fact>
              <Fact label={t("booking.address")}>{booking.lot.address}</Fact>
            </dl>
            {stage === "confirmed" || stage === "held" ? (
              <div className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2.5">
                <Button
                  tone="quiet"
                  icon={<Navigation size={17} aria-hidden />}
                  onClick={() => setDirecting(true)}
                  data-testid="directions"
                >
                  {t("booking.directions")}
                </Button>
                {booking.receiptNumber ? (
                  <ButtonAnchor
                    tone="quiet"
                    icon={<FileText size={17} aria-hidden />}
                    href={receiptUrl(booking.reference)}
                    target="_blank"
                    rel="noopener"
                    data-testid="receipt"
                  >
                    {t("booking.receipt")}
                  </ButtonAnchor>
                ) : (
                  <ButtonLink
                    tone="quiet"
                    icon={<MapPinned size={17} aria-hidden />}
                    href={routes.lot(booking.lot.slug)}
                  >
                    {t("booking.lotPage")}
                  </ButtonLink>
                )}
              </div>
            ) : booking.receiptNumber ? (
              <ButtonAnchor
                tone="quiet"
                className="mt-4 w-full"
                icon={<FileText size={17} aria-hidden />}
                href={receiptUrl(booking.reference)}
                target="_blank"
                rel="noopener"
                data-testid="receipt"
              >
                {t("booking.receipt")}
              </ButtonAnchor>
            ) : null}
          </section>
          {stage === "confirmed" ? <FindSpot booking={booking} /> : null}
        </div>

        <div className="grid grid-cols-1 gap-4">
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
            {booking.receiptNumber ? (
              <p className="num mt-3 border-t border-line pt-3 text-s text-ink-2">
                {t("booking.receiptNumber", { number: booking.receiptNumber })}
              </p>
            ) : null}
          </section>
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
          {stage === "expired" || stage === "cancelled" || stage === "completed" || stage === "displaced" ? (
            <ButtonLink href={routes.lot(booking.lot.slug)} icon={<MapPinned size={17} aria-hidden />}>
              {t("booking.again")}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      {cancelling ? <CancelDialog booking={booking} onClose={() => setCancelling(false)} /> : null}
      {directing ? <DirectionsDialog lot={booking.lot} onClose={() => setDirecting(false)} /> : null}
    </>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="shrink-0 text-m text-ink-2">{label}</dt>
      <dd className="ml-auto min-w-0 text-right text-m">{children}</dd>
    </div>
  );
}

/** How a booking ended, and what happens with the money. */
function OutcomeNotice({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const stage = stageOf(booking);
  const refundText = booking.refund?.message ?? null;
  switch (stage) {
    case "expired":
      return (
        <Notice tone="wait" title={t("outcome.expired")}>
          {refundText ?? t("outcome.expiredText")}
        </Notice>
      );
    case "cancelled":
      return (
        <Notice tone="info" title={t("outcome.cancelled")}>
          {refundText ?? t("outcome.noRefund")}
        </Notice>
      );
    case "displaced":
      return (
        <Notice tone="bad" title={t("outcome.displaced")}>
          {refundText}
        </Notice>
      );
    case "no_show":
      return <Notice tone="info" title={t("outcome.noShow")} />;
    case "completed":
      return <Notice tone="good" title={t("outcome.completed")} />;
    default:
      return refundText ? <Notice tone="info">{refundText}</Notice> : null;
  }
}

/** The link with which a guest finds the booking again on another device. */
function GuestLink({ link }: { link: string }) {
  const { t } = useI18n();
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
      toast.show(t("link.copied"));
    } catch {
      toast.show(t("link.notCopied"));
    }
  }
  return (
    <section className="glass rounded-card p-5">
      <h2 className="text-m font-semibold">{t("link.title")}</h2>
      <p className="mt-1 mb-3 text-s text-ink-2">{t("link.text")}</p>
      <Button
        tone="quiet"
        className="w-full"
        icon={copied ? <Check size={17} aria-hidden /> : <Copy size={17} aria-hidden />}
        onClick={() => void copy()}
        data-testid="copy-link"
      >
        {t("link.copy")}
      </Button>
    </section>
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
