import { useReleaseExtension } from "../../api/extensions";
import type { Booking, Extension } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../api/reach";
import { PaymentPanel } from "../payment/PaymentPanel";
import { PriceLines } from "./PriceLines";

interface Props {
  booking: Booking;
  extension: Extension;
  fromGateway: boolean;
}

/** Time on top that is held: what it costs, how long it is held, paying for it or letting it go. */
export function HeldExtension({ booking, extension, fromGateway }: Props) {
  const { t, format } = useI18n();
  const release = useReleaseExtension(booking.reference);
  const troubleText = useTroubleText();
  const online = useOnline();
  const zone = booking.lot.timeZone;
  return (
    <section className="grid gap-3" aria-labelledby="held-extension" data-testid="held-extension">
      <div className="glass rounded-card p-5">
        <h2 id="held-extension" className="num text-l font-semibold">
          {t("extend.heldTitle", {
            label: booking.space.label,
            time: format.end(extension.endsAt, zone),
          })}
        </h2>
        <p className="num mt-1 mb-3 text-s text-ink-2">
          {t("extend.heldText", { time: format.end(booking.endsAt, zone) })}
        </p>
        <PriceLines lines={extension.lines} currency={booking.currency} />
      </div>
      <PaymentPanel booking={booking} extension={extension} fromGateway={fromGateway} />
      {release.error ? (
        <Notice tone="bad" urgent>
          {troubleText(release.error)}
        </Notice>
      ) : null}
      <Button
        tone="plain"
        busy={release.isPending}
        disabled={!online}
        onClick={() => release.mutate(extension.id)}
        data-testid="extend-release"
      >
        {t("extend.release")}
      </Button>
    </section>
  );
}
