import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { bookingKeys } from "../../api/bookings";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { useNow } from "../../ui/useNow";
import { useOnline } from "../../ui/useOnline";
import { stageOf } from "../booking/lifecycle";
import { countdown } from "./countdown";
import { useCheckout } from "./useCheckout";

interface Props {
  booking: Booking;
  /** The driver has just come back from the gateway. */
  fromGateway: boolean;
}

/** While the spot is held: how long still, and the way to pay, or to pay again with what went wrong. */
export function PaymentPanel({ booking, fromGateway }: Props) {
  const { t, format } = useI18n();
  const checkout = useCheckout(booking.reference);
  const troubleText = useTroubleText();
  const online = useOnline();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const now = useNow(1_000);
  const { payment } = booking;
  const waiting = stageOf(booking) === "pending" || (fromGateway && payment?.status === "created");
  const failed = payment !== null && (payment.status === "failed" || payment.status === "expired");
  const over = booking.holdExpiresAt !== null && Date.parse(booking.holdExpiresAt) <= now;
  const mayPay = !over && (payment === null || payment.canRetry);

  // The server has the last word on whether the hold is over.
  useEffect(() => {
    if (over) void cache.invalidateQueries({ queryKey: bookingKeys.one(booking.reference) });
  }, [over, cache, booking.reference]);

  async function pay() {
    try {
      // The way back by the browser's own button leads to the booking as it is, not as it came from the gateway.
      await checkout.pay(booking.reference, () =>
        navigate(routes.booking(booking.reference), { replace: true }),
      );
    } catch {
      // The reason is shown from `checkout.error`.
    }
  }

  const amount = format.money(booking.amountSen, booking.currency);

  return (
    <section className="glass overflow-hidden rounded-card p-5" aria-label={t("pay.panel")}>
      {booking.holdExpiresAt && !(waiting && payment?.status === "captured") ? (
        <HoldClock from={booking.createdAt} until={booking.holdExpiresAt} now={now} />
      ) : null}
      {waiting ? (
        <div className="mt-4 grid gap-3" data-testid="payment-pending">
          <Notice tone="wait" title={t("pay.waiting")}>
            {payment?.message ?? t("pay.waitingText")}
          </Notice>
          <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-line">
            <div className="h-full w-2/5 animate-breathe rounded-full bg-held-edge" />
          </div>
        </div>
      ) : null}
      {failed ? (
        <Notice tone="bad" urgent className="mt-4" title={t("pay.failed")} testId="payment-failed">
          {payment.message ?? t("pay.failedText")}
        </Notice>
      ) : null}
      {checkout.error ? (
        <Notice tone="bad" urgent className="mt-4">
          {troubleText(checkout.error)}
        </Notice>
      ) : null}
      {online ? null : (
        <Notice tone="wait" className="mt-4">
          {t("offline.paying")}
        </Notice>
      )}
      {mayPay ? (
        <Button
          className="mt-4 w-full"
          tone={waiting ? "quiet" : "primary"}
          busy={checkout.busy}
          disabled={!online}
          onClick={() => void pay()}
          data-testid="pay"
        >
          {checkout.busy
            ? t("pay.leaving")
            : failed || waiting
              ? t("pay.again", { amount })
              : t("pay.now", { amount })}
        </Button>
      ) : null}
    </section>
  );
}

interface HoldClockProps {
  from: string;
  until: string;
  now: number;
}

function HoldClock({ from, until, now }: HoldClockProps) {
  const { t } = useI18n();
  const end = Date.parse(until);
  const left = countdown(end, now);
  const share = Math.min(1, Math.max(0, (end - now) / Math.max(1, end - Date.parse(from))));
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <p className="text-m font-medium text-ink-2">
          {left.totalSeconds === 0 ? t("hold.over") : t("hold.heldFor")}
        </p>
        <p
          className="num text-2xl font-bold tracking-tight"
          role="timer"
          aria-live="off"
          data-testid="countdown"
        >
          {left.text}
        </p>
      </div>
      <div aria-hidden="true" className="mt-2 h-1.5 overflow-hidden rounded-full bg-line">
        <div
          className={share < 0.2 ? "h-full rounded-full bg-taken-edge" : "h-full rounded-full bg-held-edge"}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
