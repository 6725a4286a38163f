import { useLocation } from "wouter";
import type { Booking } from "../../api/types";
import { useOnline } from "../../api/reach";
import { useI18n } from "../../i18n/context";
import { usePayingWhile } from "../../installed/paying";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { useCheckout } from "../payment/useCheckout";
import { PriceLines } from "./PriceLines";

/** What staying past the end costs, and the way to pay it. */
export function OwedCard({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const { owed, stay } = booking;
  const checkout = useCheckout(booking.reference);
  const troubleText = useTroubleText();
  const online = useOnline();
  const [, navigate] = useLocation();
  usePayingWhile(owed !== null);
  if (!owed) return null;
  const hasLeft = stay?.exitedAt != null;

  async function pay() {
    try {
      await checkout.pay({ reference: booking.reference, owed: true }, () =>
        navigate(routes.booking(booking.reference), { replace: true }),
      );
    } catch {
      // The reason is shown from `checkout.error`.
    }
  }

  return (
    <section className="glass grid gap-3 rounded-card p-5" aria-labelledby="owed" data-testid="owed">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id="owed" className="text-l font-semibold">
          {t(hasLeft ? "owed.titleLeft" : "owed.title")}
        </h2>
        <p className="num text-2xl font-bold tracking-tight">
          {format.money(owed.amountSen, booking.currency)}
        </p>
      </div>
      <p className="text-s text-ink-2">
        {t(hasLeft ? "owed.textLeft" : "owed.text", {
          time: format.end(booking.endsAt, booking.lot.timeZone),
          over: format.duration(owed.minutesOver),
        })}
      </p>
      <PriceLines lines={owed.lines} currency={booking.currency} />
      {checkout.error ? (
        <Notice tone="bad" urgent>
          {troubleText(checkout.error)}
        </Notice>
      ) : null}
      {online ? null : <Notice tone="wait">{t("offline.paying")}</Notice>}
      <Button
        className="w-full"
        busy={checkout.busy}
        disabled={!online}
        onClick={() => void pay()}
        data-testid="pay-owed"
      >
        {checkout.busy
          ? t("pay.leaving")
          : t("pay.now", { amount: format.money(owed.amountSen, booking.currency) })}
      </Button>
      {hasLeft ? null : <p className="text-center text-s text-ink-2">{t("owed.leaveWithin")}</p>}
    </section>
  );
}
