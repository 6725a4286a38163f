import { useState } from "react";
import type { DaySpan } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Field } from "../../../ui/Field";
import { daysIn, noonOf, SPANS } from "./days";
import type { DayChoice, SpanName } from "./days";

interface Props {
  choice: DayChoice;
  before: DaySpan;
  /** The last day that has begun. */
  today: string;
  onChoose: (name: Exclude<SpanName, "own"> | DaySpan) => void;
}

/** Which days are looked at, and which they are held against. */
export function DaysBar({ choice, before, today, onChoose }: Props) {
  const { t } = useStaffI18n();
  const [open, setOpen] = useState(choice.name === "own");
  const words = useDayWords();
  return (
    <section aria-label={t("desk.reports.days")} className="grid grid-cols-1 gap-2.5">
      <div role="group" aria-label={t("desk.reports.days")} className="flex flex-wrap gap-2 print:hidden">
        {SPANS.map((name) => (
          <Chip
            key={name}
            pressed={choice.name === name}
            onClick={() => {
              setOpen(false);
              onChoose(name);
            }}
          >
            {t(`desk.reports.span.${name}`)}
          </Chip>
        ))}
        <Chip pressed={choice.name === "own"} onClick={() => setOpen(!open)}>
          {t("desk.reports.span.own")}
        </Chip>
      </div>
      {open ? <OwnDays key={choice.span.from} span={choice.span} today={today} onChoose={onChoose} /> : null}
      <p className="num text-m text-ink-2" data-testid="days">
        <strong className="font-semibold text-ink">{words(choice.span)}</strong>{" "}
        {t("desk.reports.against", { days: words(before) })}
        {/* Who opened today sees nothing here yet. */}
        {choice.name === "week" || choice.name === "thirty" ? ` ${t("desk.reports.withoutToday")}` : null}
      </p>
    </section>
  );
}

function OwnDays({
  span,
  today,
  onChoose,
}: {
  span: DaySpan;
  today: string;
  onChoose: (days: DaySpan) => void;
}) {
  const { t } = useStaffI18n();
  const [days, setDays] = useState(span);
  const missing = !days.from || !days.to;
  const reversed = !missing && daysIn(days) < 1;
  return (
    <form
      className="grid max-w-xl grid-cols-2 items-end gap-2.5 sm:grid-cols-[1fr_1fr_auto] print:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing && !reversed) onChoose(days);
      }}
    >
      <Field
        type="date"
        name="from"
        label={t("desk.reports.from")}
        max={today}
        value={days.from}
        onChange={(event) => setDays({ ...days, from: event.target.value })}
      />
      <Field
        type="date"
        name="to"
        label={t("desk.reports.to")}
        max={today}
        value={days.to}
        onChange={(event) => setDays({ ...days, to: event.target.value })}
      />
      <Button
        type="submit"
        tone="quiet"
        className="col-span-2 sm:col-span-1"
        disabled={missing || reversed}
        data-testid="own-days"
      >
        {t("desk.reports.show")}
      </Button>
      {reversed ? (
        <p role="alert" className="col-span-full text-s text-taken-ink">
          {t("desk.reports.reversed")}
        </p>
      ) : null}
    </form>
  );
}

/** "1 – 7 November 2026" as days with their year, in words. */
export function useDayWords(): (span: DaySpan) => string {
  const { t, format } = useStaffI18n();
  return ({ from, to }) =>
    from === to
      ? format.date(noonOf(from), "UTC")
      : t("desk.reports.fromTo", {
          from: format.date(noonOf(from), "UTC"),
          to: format.date(noonOf(to), "UTC"),
        });
}
