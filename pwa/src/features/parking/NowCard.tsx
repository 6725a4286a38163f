import { Navigation, QrCode, Route } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { SpotSign } from "../../ui/SpotSign";
import { TimeLeft } from "../../ui/TimeLeft";
import { useNow } from "../../ui/useNow";
import { DirectionsDialog } from "../booking/DirectionsDialog";
import { isOverdue, stageOf } from "../booking/lifecycle";
import { PassCard } from "../booking/PassCard";
import { StatusPill } from "../booking/StatusPill";
import { countdown } from "../payment/countdown";

/** The booking that matters this minute: where, how long still, and what is needed on the spot. */
export function NowCard({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const page = routes.booking(booking.reference);
  return (
    <article
      className="glass rounded-card p-5"
      aria-label={`${booking.lot.name}, ${booking.space.label}`}
      data-testid="now-card"
    >
      <Link
        href={page}
        className="-m-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-box p-2 hover:bg-accent-soft"
      >
        <span className="grid min-h-18 min-w-18 shrink-0 place-items-center rounded-box bg-mine px-2.5 text-[1.625rem] leading-none font-bold text-mine-ink">
          {booking.space.label}
        </span>
        <span className="min-w-0 flex-[1_1_9rem]">
          <span className="block text-l leading-tight font-semibold">{booking.lot.name}</span>
          <span className="mt-1 flex flex-wrap items-center gap-x-1.5 text-m text-ink-2">
            {booking.area.name} · <SpotSign type={booking.space.type} size={14} />
            {t(`type.${booking.space.type}`)}
          </span>
          <span className="num mt-0.5 block text-s text-ink-2">
            {format.period(booking.startsAt, booking.endsAt, booking.lot.timeZone)}
          </span>
        </span>
      </Link>
      <Clock booking={booking} />
      {booking.owed ? <PayOwed booking={booking} sen={booking.owed.amountSen} /> : null}
      {booking.status === "held" ? <HeldActions booking={booking} /> : <StayActions booking={booking} />}
    </article>
  );
}

/** How long the spot is held, how long the stay still lasts, or how long until it begins. */
function Clock({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const now = useNow(1_000);
  const starts = Date.parse(booking.startsAt);
  const hold = booking.holdExpiresAt ? Date.parse(booking.holdExpiresAt) : null;
  const begun = starts <= now;
  const end = hold ?? (begun ? Date.parse(booking.endsAt) : starts);
  const from = hold ? Date.parse(booking.createdAt) : begun ? starts : null;
  const left = countdown(end, now);
  const over = isOverdue(booking);
  const share =
    from === null || over ? null : Math.min(1, Math.max(0, (end - now) / Math.max(1, end - from)));
  return (
    <div className="mt-5">
      <TimeLeft
        label={t(over ? "now.over" : hold ? "hold.heldFor" : begun ? "now.left" : "now.startsIn")}
        text={
          over
            ? format.duration(Math.max(1, Math.floor((now - Date.parse(booking.endsAt)) / 60_000)))
            : left.totalSeconds >= 86_400
              ? format.duration(Math.ceil(left.totalSeconds / 60))
              : left.text
        }
        share={share}
        held={hold !== null}
        testId="time-left"
      />
    </div>
  );
}

function PayOwed({ booking, sen }: { booking: Booking; sen: number }) {
  const { t, format } = useI18n();
  return (
    <ButtonLink className="mt-5 w-full" href={routes.booking(booking.reference)} testId="now-owed">
      {t("now.pay", { amount: format.money(sen, booking.currency) })}
    </ButtonLink>
  );
}

function HeldActions({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const waiting = stageOf(booking) === "pending";
  return (
    <div className="mt-5 grid gap-3">
      {waiting ? (
        <p className="flex">
          <StatusPill booking={booking} />
        </p>
      ) : null}
      <ButtonLink href={routes.booking(booking.reference)} tone={waiting ? "quiet" : "primary"}>
        {waiting
          ? t("now.open")
          : t("now.pay", { amount: format.money(booking.amountSen, booking.currency) })}
      </ButtonLink>
    </div>
  );
}

function StayActions({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  const [open, setOpen] = useState<"pass" | "directions" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="mt-5 flex flex-wrap gap-2.5">
      {booking.pass ? (
        <Button
          className="w-full"
          icon={<QrCode size={20} aria-hidden />}
          onClick={() => setOpen("pass")}
          data-testid="show-pass"
        >
          {t("now.pass")}
        </Button>
      ) : null}
      <ButtonLink
        tone="quiet"
        className="flex-auto"
        icon={<Route size={17} aria-hidden />}
        href={routes.find(booking.reference)}
        testId="find-spot"
      >
        {t("find.title")}
      </ButtonLink>
      <Button
        tone="quiet"
        className="flex-auto"
        icon={<Navigation size={17} aria-hidden />}
        onClick={() => setOpen("directions")}
        data-testid="directions"
      >
        {t("booking.directions")}
      </Button>
      {open === "pass" ? (
        <Dialog title={`${booking.lot.name} · ${booking.space.label}`} onClose={close} testId="pass-dialog">
          <PassCard booking={booking} />
        </Dialog>
      ) : null}
      {open === "directions" ? <DirectionsDialog lot={booking.lot} onClose={close} /> : null}
    </div>
  );
}
