import { useState } from "react";
import type { StaffBooking } from "../../../api/admin/bookings";
import { useExtendForSomebody, useLongerStay } from "../../../api/admin/extensions";
import { isProblem } from "../../../api/problem";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { EndChoice } from "../../booking/EndChoice";
import { endAfter, freeUntil, heldExtension } from "../../booking/extending";
import { isoMinutes } from "../../booking/period";
import { PriceLines } from "../../booking/PriceLines";
import { VerbDialog } from "../VerbDialog";

interface Props {
  lot: WorkLot;
  booking: StaffBooking;
  onClose: () => void;
}

/** More time on the same spot: until when, and for how much. It is held, then paid for by a link or at the counter. */
export function MoreTimeDialog({ lot, booking, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const toast = useToast();
  const [endsAt, setEndsAt] = useState(() => endAfter(booking, 60));
  const asked = useLongerStay(lot.slug, booking.reference, endsAt);
  const extend = useExtendForSomebody(lot.slug, booking.reference);
  const quote = asked.isError || asked.isPlaceholderData ? undefined : asked.data;
  const until = (instant: string) => format.end(instant, lot.timeZone);

  function submit() {
    extend.mutate(endsAt, {
      onSuccess: (now) => {
        if (!heldExtension(now)) toast.show(t("desk.bookings.timeAdded", { time: until(now.endsAt) }));
        onClose();
      },
    });
  }

  const isFree = quote?.amountSen === 0;
  const amount = quote ? format.money(quote.amountSen, quote.currency) : "…";
  return (
    <VerbDialog
      title={t("desk.bookings.moreTime")}
      action={isFree ? t("extend.free") : t("desk.bookings.holdTime", { amount })}
      disabled={quote?.available !== true}
      doing={extend}
      onDo={submit}
      onClose={onClose}
      testId="more-time-dialog"
    >
      <div>
        <EndChoice
          booking={booking}
          zone={lot.timeZone}
          closesAt={asked.data?.closesAt ?? null}
          endsAt={endsAt}
          onChoose={setEndsAt}
        />
      </div>
      <p className="num text-l font-semibold">{t("extend.until", { time: until(endsAt) })}</p>
      <Answer
        error={asked.error}
        free={quote?.available === false ? freeUntil(booking, quote) : null}
        booking={booking}
        until={until}
        onChoose={setEndsAt}
      />
      {quote?.available ? <PriceLines lines={quote.lines} currency={quote.currency} /> : null}
    </VerbDialog>
  );
}

interface AnswerProps {
  error: Error | null;
  /** Of a spot that is somebody else's before the wanted end: until when it is not. */
  free: string | null;
  booking: StaffBooking;
  until: (instant: string) => string;
  onChoose: (endsAt: string) => void;
}

/** Why not, and how long instead. */
function Answer({ error, free, booking, until, onChoose }: AnswerProps) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  if (!error && free === null) return null;
  const latest = free ?? (isProblem(error) ? error.latestEndsAt : null);
  const instead = latest !== null && latest > booking.endsAt ? isoMinutes(new Date(latest)) : null;
  return (
    <Notice
      tone={error ? "bad" : "wait"}
      urgent
      testId="more-time-answer"
      action={
        instead ? (
          <Button tone="quiet" onClick={() => onChoose(instead)} data-testid="instead">
            {t("extend.onlyUntil", { time: until(instead) })}
          </Button>
        ) : null
      }
    >
      {error
        ? troubleText(error)
        : t("extend.taken", { label: booking.space.label, time: until(free ?? booking.endsAt) })}
    </Notice>
  );
}
