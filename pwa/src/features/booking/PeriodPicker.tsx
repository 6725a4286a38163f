import clsx from "clsx";
import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { serverNow } from "../../api/clock";
import type { Lot } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { fromFieldValue, toFieldValue, zoneCity } from "../../lib/zoned";
import { Button, RoundButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { ClosedThen } from "./ClosedThen";
import { minutesBetween, nextStep, presetsFor, refusalOf, resolvePeriod } from "./period";
import type { PeriodChoice } from "./period";

interface Props {
  lot: Lot;
  choice: PeriodChoice;
  onChoose: (choice: PeriodChoice) => void;
  onClose: () => void;
}

const STEP_MINUTES = 30;

/** Which of the two times is to be changed. */
const FIELD_OF = { past: "from", tooFar: "from", reversed: "to", tooShort: "to", tooLong: "to" } as const;

/** From when to when, in the lot's own time. */
export default function PeriodPicker({ lot, choice, onChoose, onClose }: Props) {
  const { t, format } = useI18n();
  const zone = lot.timeZone;
  const [now] = useState(serverNow);
  const [from, setFrom] = useState(() => toFieldValue(resolvePeriod(choice, now).from, zone));
  const [to, setTo] = useState(() => toFieldValue(resolvePeriod(choice, now).to, zone));
  const presets = presetsFor(lot, now);

  const fromAt = fromFieldValue(from, zone);
  const toAt = fromFieldValue(to, zone);
  const minutes = fromAt && toAt ? minutesBetween(fromAt, toAt) : null;
  const refusal = fromAt && toAt ? refusalOf(lot, { from: fromAt, to: toAt }, now) : null;

  function errorOf(field: "from" | "to"): string | null {
    if (field === "from" ? !fromAt : !toAt) return t("period.missing");
    return refusal && refusal !== "closed" && FIELD_OF[refusal] === field ? refusalText(refusal) : null;
  }

  function refusalText(reason: keyof typeof FIELD_OF): string {
    switch (reason) {
      case "tooShort":
        return t("period.tooShort", { duration: format.duration(lot.minMinutes) });
      case "tooLong":
        return t("period.tooLong", { duration: format.duration(lot.maxMinutes) });
      case "tooFar":
        return t("period.tooFar", { count: lot.maxAdvanceDays });
      default:
        return t(`period.${reason}`);
    }
  }

  function moveStart(value: string) {
    const moved = fromFieldValue(value, zone);
    setFrom(value);
    // The length stays when the start moves.
    if (moved && minutes !== null && minutes > 0) {
      setTo(toFieldValue(new Date(moved.getTime() + minutes * 60_000), zone));
    }
  }

  function lengthen(by: number) {
    if (!fromAt) return;
    const next = Math.max(lot.minMinutes, (minutes ?? 0) + by);
    setTo(toFieldValue(new Date(fromAt.getTime() + next * 60_000), zone));
  }

  function submit() {
    if (!fromAt || !toAt || refusal) return;
    onChoose({ kind: "fixed", from: fromAt, to: toAt });
  }

  return (
    <Dialog
      title={t("period.title")}
      onClose={onClose}
      testId="period-picker"
      footer={
        <Button onClick={submit} disabled={!fromAt || !toAt || refusal !== null} data-testid="period-apply">
          {t("period.apply")}
        </Button>
      }
    >
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,8.5rem),1fr))] gap-2.5">
        {presets.map((preset) => {
          const on =
            preset.choice.kind === choice.kind &&
            toFieldValue(preset.period.from, zone) === from &&
            toFieldValue(preset.period.to, zone) === to;
          return (
            <button
              key={preset.name}
              type="button"
              aria-pressed={on}
              data-testid={`preset-${preset.name}`}
              onClick={() => onChoose(preset.choice)}
              className={clsx(
                "rounded-box border px-3.5 py-3 text-left transition-colors last:odd:col-span-full",
                on ? "border-accent bg-accent-soft" : "border-line bg-glass hover:bg-accent-soft",
              )}
            >
              <span className="block font-semibold">{t(`preset.${preset.name}`)}</span>
              <span className="num mt-0.5 block text-s text-ink-2">
                {format.period(preset.period.from, preset.period.to, zone)}
              </span>
            </button>
          );
        })}
      </div>

      <h3 className="mt-6 mb-2.5 text-m font-semibold text-ink-2">{t("period.own")}</h3>
      <div className="grid gap-3.5">
        <Field
          type="datetime-local"
          label={t("period.from")}
          value={from}
          error={errorOf("from")}
          // The steps are counted from here, so it has to be one.
          min={toFieldValue(nextStep(now), zone)}
          step={300}
          onChange={(event) => moveStart(event.target.value)}
        />
        <Field
          type="datetime-local"
          label={t("period.to")}
          value={to}
          error={errorOf("to")}
          min={from}
          step={300}
          onChange={(event) => setTo(event.target.value)}
        />
        <div className="flex items-center gap-3">
          <RoundButton label={t("period.shorter")} onClick={() => lengthen(-STEP_MINUTES)}>
            <Minus size={18} aria-hidden />
          </RoundButton>
          <p className="num flex-1 text-center" aria-live="polite">
            {minutes !== null && minutes > 0 ? (
              <b className="block font-semibold">{format.duration(minutes)}</b>
            ) : null}
            {fromAt && toAt && !refusal ? (
              <span className="block text-m">{format.period(fromAt, toAt, zone)}</span>
            ) : null}
            <span className="block text-s text-ink-2">{t("period.zone", { city: zoneCity(zone) })}</span>
          </p>
          <RoundButton label={t("period.longer")} onClick={() => lengthen(STEP_MINUTES)}>
            <Plus size={18} aria-hidden />
          </RoundButton>
        </div>
        {fromAt && toAt && minutes !== null && refusal === "closed" ? (
          <ClosedThen
            lot={lot}
            period={{ from: fromAt, to: toAt, minutes }}
            onChoose={(open) => {
              setFrom(toFieldValue(open.from, zone));
              setTo(toFieldValue(open.to, zone));
            }}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
