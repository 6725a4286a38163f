import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { useState } from "react";
import type { SyntheticEvent } from "react";
import { useAcceptReading } from "../../../api/admin/readings";
import type { Candidate, Reading } from "../../../api/admin/readings";
import type { WorkLot } from "../../../api/admin/types";
import { isProblem } from "../../../api/problem";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { useStaffI18n } from "../../../i18n/admin/words";
import { looksLikePlate } from "../../../lib/plate";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { Plate } from "../../../ui/Plate";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";

interface Props {
  lot: WorkLot;
  reading: Reading;
  onDismiss: () => void;
}

type Which = { plate: string } | { reference: string };

const REFUSALS = ["car_is_in", "exit_fee_owed", "spot_still_taken"] as const;

/** One doubtful reading: what was seen, why it is doubted, and which car it may have been. */
export function ReadingCard({ lot, reading, onDismiss }: Props) {
  const { t, format } = useStaffI18n();
  const accept = useAcceptReading(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [which, setWhich] = useState<(Which & { shown: string }) | null>(null);
  const Arrow = reading.direction === "in" ? ArrowDownLeft : ArrowUpRight;

  function take(wanted: Which & { shown: string }, leaveOwing = false) {
    const { shown, ...car } = wanted;
    setWhich(wanted);
    accept.mutate(
      { id: reading.id, leaveOwing, ...car },
      { onSuccess: () => toast.show(t(`desk.readings.accepted.${reading.direction}`, { plate: shown })) },
    );
  }

  return (
    <li className="glass rounded-card px-4.5 py-4" data-testid={`reading-${reading.id}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Plate number={reading.plateNumber} />
        <span className="num text-s font-semibold">
          {t("desk.readings.sure", { percent: Math.round(reading.confidence * 100) })}
        </span>
        <span className="num flex basis-full items-center gap-1.5 text-s text-ink-2 sm:flex-1 sm:basis-auto sm:justify-end">
          <Arrow size={16} aria-hidden className="shrink-0" />
          {t(`desk.readings.${reading.direction}`)} · {reading.gate} ·{" "}
          {format.end(reading.observedAt, lot.timeZone)}
        </span>
      </div>
      <p className="mt-2 text-ink-2">{whyDoubted(reading, t)}</p>
      {reading.candidates.length > 0 ? (
        <div className="mt-3">
          <p className="mb-1.5 text-s font-medium text-ink-2">{t("desk.readings.was")}</p>
          <ul className="flex flex-wrap gap-2">
            {reading.candidates.map((one) => (
              <li key={one.reference}>
                <CandidateButton
                  one={one}
                  busy={accept.isPending}
                  onChoose={() => take({ reference: one.reference, shown: one.plateNumber })}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {reading.direction === "in" && lot.permissions.includes("change_bookings") ? (
        <ButtonLink
          tone="plain"
          className="mt-2 -ml-3"
          href={routes.newBooking(lot.slug, reading.plateNumber)}
          testId="book-for-car"
        >
          {t("desk.arrivals.bookHere")}
        </ButtonLink>
      ) : null}
      <OtherPlate busy={accept.isPending} onTake={(plate) => take({ plate, shown: plate })} />
      {accept.error ? (
        <Notice
          tone="bad"
          urgent
          className="mt-3"
          testId="reading-problem"
          action={
            which && isProblem(accept.error, "exit_fee_owed") ? (
              <Button tone="quiet" data-testid="leave-owing" onClick={() => take(which, true)}>
                {t("desk.readings.leaveOwing")}
              </Button>
            ) : null
          }
        >
          {troubleText(accept.error)}
        </Notice>
      ) : null}
      <Button tone="plain" className="mt-1 -ml-3" data-testid="dismiss" onClick={onDismiss}>
        {t("desk.readings.dismiss")}
      </Button>
    </li>
  );
}

function CandidateButton({ one, busy, onChoose }: { one: Candidate; busy: boolean; onChoose: () => void }) {
  const { t } = useStaffI18n();
  const spot = `${one.areaCode} ${one.spaceLabel}`;
  return (
    <button
      type="button"
      disabled={busy}
      aria-label={t("desk.readings.acceptNamed", { plate: one.plateNumber, spot, reference: one.reference })}
      data-testid={`candidate-${one.reference}`}
      onClick={onChoose}
      className="flex min-h-12 items-center gap-2.5 rounded-[18px] border border-line bg-glass-strong px-3 py-1.5 font-semibold hover:bg-accent-soft disabled:opacity-60"
    >
      <Plate number={one.plateNumber} /> <span className="num text-m">{spot}</span>
    </button>
  );
}

/** For a car that none of the offered ones is: its plate, typed. */
function OtherPlate({ busy, onTake }: { busy: boolean; onTake: (plate: string) => void }) {
  const { t } = useStaffI18n();
  const [isOpen, setOpen] = useState(false);
  const [plate, setPlate] = useState("");
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    onTake(plate.trim());
  }
  if (!isOpen)
    return (
      <Button tone="plain" className="mt-2 -ml-3" data-testid="other-plate" onClick={() => setOpen(true)}>
        {t("desk.readings.other")}
      </Button>
    );
  return (
    <form onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-2">
      <Field
        label={t("desk.readings.plate")}
        className="flex-[1_1_12rem]"
        name="plate"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
        value={plate}
        onChange={(event) => setPlate(event.target.value)}
      />
      <Button
        type="submit"
        tone="quiet"
        busy={busy}
        disabled={!looksLikePlate(plate)}
        data-testid="accept-plate"
      >
        {t("desk.readings.accept")}
      </Button>
    </form>
  );
}

function whyDoubted({ doubt, refusal }: Reading, t: StaffTranslate): string {
  const known = REFUSALS.find((one) => one === refusal);
  return known ? t(`desk.readings.refusal.${known}`) : t(`desk.readings.doubt.${doubt}`);
}
