import { useState } from "react";
import { useLocation } from "wouter";
import { useExtensionQuote, useHoldExtension } from "../../api/extensions";
import { isProblem } from "../../api/problem";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { usePayingWhile } from "../../installed/paying";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { useToast } from "../../ui/toast";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../api/reach";
import { useCheckout } from "../payment/useCheckout";
import { EndChoice } from "./EndChoice";
import { ExtendConflict } from "./ExtendConflict";
import { endAfter, freeUntil, heldExtension } from "./extending";
import { isoMinutes } from "./period";
import { PriceLines } from "./PriceLines";

/** More time at the end of a stay: until when, for how much, and what to do when the spot is another's by then. */
export default function ExtendDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, format } = useI18n();
  const zone = booking.lot.timeZone;
  const online = useOnline();
  const toast = useToast();
  const troubleText = useTroubleText();
  const [endsAt, setEndsAt] = useState(() => endAfter(booking, 60));
  const [offered, setOffered] = useState("");
  const asked = useExtensionQuote(booking.reference, endsAt);
  const { extend, busy, error } = useExtendAndPay(booking);
  const quote = asked.isError || asked.isPlaceholderData ? undefined : asked.data;
  const free = quote ? freeUntil(booking, quote) : booking.endsAt;
  const closesAt = asked.data?.closesAt ?? null;
  const latest = isProblem(asked.error) ? asked.error.latestEndsAt : null;
  const until = (instant: string) => format.end(instant, zone);

  function choose(next: string) {
    setOffered(next);
    setEndsAt(next);
  }

  async function submit() {
    const end = await extend(endsAt);
    if (end === null) return;
    toast.show(t("extend.done", { time: until(end) }));
    onClose();
  }

  return (
    <Dialog
      title={t("extend.title")}
      onClose={onClose}
      testId="extend-dialog"
      footer={
        quote?.available === false ? (
          free > booking.endsAt ? (
            <Button onClick={() => choose(free)} data-testid="extend-free-until">
              {t("extend.onlyUntil", { time: until(free) })}
            </Button>
          ) : null
        ) : (
          <Button
            busy={busy}
            disabled={!online || quote === undefined}
            onClick={() => void submit()}
            data-testid="extend-pay"
          >
            {quote?.amountSen === 0
              ? t("extend.free")
              : t("extend.pay", { amount: quote ? format.money(quote.amountSen, quote.currency) : "…" })}
          </Button>
        )
      }
    >
      <EndChoice
        // What is offered instead is chosen as a press on a chip would.
        key={offered}
        booking={booking}
        zone={zone}
        closesAt={closesAt}
        endsAt={endsAt}
        onChoose={setEndsAt}
      />

      <p className="num mt-4 text-l font-semibold" data-testid="extend-end">
        {t("extend.until", { time: until(endsAt) })}
      </p>
      {online ? null : (
        <Notice tone="wait" className="mt-3">
          {t("offline.extending")}
        </Notice>
      )}
      {asked.error && (online || isProblem(asked.error)) ? (
        <Notice
          tone="bad"
          urgent
          className="mt-3"
          action={
            latest && latest > booking.endsAt ? (
              <Button tone="quiet" onClick={() => choose(isoMinutes(new Date(latest)))}>
                {t("extend.onlyUntil", { time: until(latest) })}
              </Button>
            ) : null
          }
        >
          {troubleText(asked.error)}
        </Notice>
      ) : quote?.available === false ? (
        <ExtendConflict booking={booking} quote={quote} />
      ) : online || quote ? (
        <section className="mt-2" aria-label={t("extend.price")} aria-busy={quote === undefined}>
          <p className="mb-2 flex items-baseline justify-between gap-3">
            <span className="text-m text-ink-2">{t("extend.price")}</span>
            <span className="num text-xl font-bold tracking-tight" data-testid="extend-total">
              {quote ? format.money(quote.amountSen, quote.currency) : "…"}
            </span>
          </p>
          <PriceLines lines={quote?.lines} currency={booking.currency} />
        </section>
      ) : null}
      {error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Holds the time and leaves for the gateway. Answers with the new end when there was nothing to pay. */
function useExtendAndPay(booking: Booking) {
  const hold = useHoldExtension(booking.reference);
  const checkout = useCheckout(booking.reference);
  const [, navigate] = useLocation();
  async function extend(endsAt: string): Promise<string | null> {
    try {
      const held = await hold.mutateAsync(endsAt);
      const extension = heldExtension(held);
      if (!extension) return held.endsAt;
      await checkout.pay({ reference: booking.reference, extensionId: extension.id }, () =>
        navigate(routes.booking(booking.reference), { replace: true }),
      );
    } catch {
      // The reason is shown from `error`; what is held is shown on the booking's page.
    }
    return null;
  }
  const busy = hold.isPending || checkout.busy;
  usePayingWhile(busy);
  return { extend, busy, error: hold.error ?? checkout.error };
}
