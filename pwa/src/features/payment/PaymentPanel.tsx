import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { bookingKeys } from "../../api/bookings";
import type { Booking, Extension } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { usePayingWhile } from "../../installed/paying";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { TimeLeft } from "../../ui/TimeLeft";
import { useNow } from "../../ui/useNow";
import { useOnline } from "../../api/reach";
import { stageOf } from "../booking/lifecycle";
import { countdown, shareLeft } from "./countdown";
import { useCheckout } from "./useCheckout";

interface Props {
  booking: Booking;
  /** The time on top that is to be paid; the booking's price when there is none. */
  extension?: Extension | undefined;
  /** The driver has just come back from the gateway. */
  fromGateway: boolean;
}

/** While the spot, or more of its time, is held: how long still, and the way to pay, or to pay again with what went wrong. */
export function PaymentPanel({ booking, extension, fromGateway }: Props) {
  const { t, format } = useI18n();
  const checkout = useCheckout(booking.reference);
  const troubleText = useTroubleText();
  const online = useOnline();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  usePayingWhile(true);
  const now = useNow(1_000);
  const due = extension ?? booking;
  const { payment } = due;
  const waiting = stageOf(due) === "pending" || (fromGateway && payment?.status === "created");
  const failed = payment !== null && (payment.status === "failed" || payment.status === "expired");
  const over = due.holdExpiresAt !== null && Date.parse(due.holdExpiresAt) <= now;
  const mayPay = !over && (payment === null || payment.canRetry);

  // The server has the last word on whether the hold is over.
  useEffect(() => {
    if (over) void cache.invalidateQueries({ queryKey: bookingKeys.one(booking.reference) });
  }, [over, cache, booking.reference]);

  async function pay() {
    try {
      // The way back by the browser's own button leads to the booking as it is, not as it came from the gateway.
      await checkout.pay({ reference: booking.reference, extensionId: extension?.id }, () =>
        navigate(routes.booking(booking.reference), { replace: true }),
      );
    } catch {
      // The reason is shown from `checkout.error`.
    }
  }

  const amount = format.money(due.amountSen, booking.currency);

  return (
    <section className="glass overflow-hidden rounded-card p-5" aria-label={t("pay.panel")}>
      {due.holdExpiresAt && !(waiting && payment?.status === "captured") ? (
        <HoldClock
          label={t(extension ? "extend.heldFor" : "hold.heldFor")}
          from={due.createdAt}
          until={due.holdExpiresAt}
          now={now}
        />
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
  label: string;
  from: string;
  until: string;
  now: number;
}

function HoldClock({ label, from, until, now }: HoldClockProps) {
  const { t } = useI18n();
  const end = Date.parse(until);
  const left = countdown(end, now);
  return (
    <TimeLeft
      held
      label={left.totalSeconds === 0 ? t("hold.over") : label}
      text={left.text}
      share={shareLeft(Date.parse(from), end, now)}
      testId="countdown"
    />
  );
}
