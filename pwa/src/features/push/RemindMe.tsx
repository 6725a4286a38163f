import { BellRing, Check } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { read, write } from "../../lib/storage";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { PushTrouble } from "./PushTrouble";
import { usePush } from "./usePush";

const NOT_NOW = "push-not-now";

/**
 * Offers notifications where they are of use: on a booking that is paid for. Whoever says no is not asked again.
 * `otherwise` is offered when there is nothing to ask: one thing at a time.
 */
export function RemindMe({ booking, otherwise }: { booking: Booking; otherwise: ReactNode }) {
  const { t, format } = useI18n();
  const push = usePush();
  const [silent, setSilent] = useState(() => read("local", NOT_NOW) !== null);

  if (push.state === "on") {
    return (
      <>
        <p className="flex items-center gap-2 px-1 text-m text-ink-2" data-testid="remind-on">
          <Check size={17} aria-hidden className="shrink-0" /> {t("remind.on")}
        </p>
        {otherwise}
      </>
    );
  }
  if (push.refused) {
    return (
      <Notice tone="info" title={t("push.denied")} urgent testId="push-denied">
        {t("push.deniedText")}
      </Notice>
    );
  }
  if (silent || (push.state !== "off" && push.state !== "install")) return otherwise;

  function notNow() {
    write("local", NOT_NOW, "yes");
    setSilent(true);
  }

  return (
    <section className="glass rounded-card p-5" aria-labelledby="remind" data-testid="remind">
      <div className="flex gap-3.5">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
          <BellRing size={20} aria-hidden />
        </span>
        <div className="min-w-0">
          <h2 id="remind" className="text-l leading-tight font-semibold">
            {t("remind.title")}
          </h2>
          <p className="mt-1 text-m text-ink-2">
            {push.state === "install"
              ? t("push.installText")
              : t("remind.text", { time: format.time(booking.endsAt, booking.lot.timeZone) })}
          </p>
        </div>
      </div>
      <PushTrouble error={push.error} />
      <div className="mt-4 flex flex-wrap gap-2">
        {push.state === "off" ? (
          <Button
            tone="quiet"
            className="flex-[2_1_10rem]"
            busy={push.busy}
            onClick={() => push.turn(true)}
            data-testid="remind-yes"
          >
            {t("remind.yes")}
          </Button>
        ) : null}
        <Button tone="plain" className="flex-[1_1_6rem]" onClick={notNow}>
          {t("remind.no")}
        </Button>
      </div>
    </section>
  );
}
