import { Copy, Plus, X } from "lucide-react";
import type { OpeningSpan } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { RoundButton } from "../../../ui/Button";
import { SelectField } from "../../../ui/SelectField";
import { TimeSpan } from "./TimeSpan";
import { daysOf, isAllDay, spansOf, USUAL } from "./hours";
import type { DayHours } from "./hours";

interface Props {
  value: readonly OpeningSpan[];
  onChange: (spans: OpeningSpan[]) => void;
}

type Kind = "closed" | "always" | "hours";

/** The opening hours of a week, a day on each line. */
export function HoursEditor({ value, onChange }: Props) {
  const { t, format } = useStaffI18n();
  const days = daysOf(value);

  function change(weekday: number, hours: DayHours) {
    onChange(spansOf(days.map((day, at) => (at === weekday ? hours : day))));
  }

  return (
    <ul className="grid gap-3">
      {days.map((hours, weekday) => {
        const day = format.weekday(weekday);
        const kind = kindOf(hours);
        return (
          <li
            key={day}
            data-testid={`day-${weekday}`}
            className="flex flex-wrap items-end gap-x-3 gap-y-2 border-t border-line pt-3 first:border-0 first:pt-0"
          >
            <div className="min-w-0 flex-[1_1_11rem]">
              <SelectField
                label={day}
                value={kind}
                onChange={(chosen) => change(weekday, hoursFor(chosen))}
                options={(["always", "hours", "closed"] as const).map((one) => ({
                  value: one,
                  label: t(`desk.hours.${one}`),
                }))}
              />
            </div>
            {kind === "hours" ? (
              <div className="grid min-w-0 flex-[2_1_16rem] grid-cols-1 gap-2 sm:flex-[2_1_22rem]">
                {hours.map((span, at) => (
                  <TimeSpan
                    key={at}
                    opens={span.opens}
                    closes={span.closes}
                    label={day}
                    onChange={(next) => change(weekday, hours.with(at, next))}
                  >
                    {at > 0 ? (
                      <RoundButton
                        label={t("desk.hours.removeSpan", { day })}
                        onClick={() => change(weekday, hours.toSpliced(at, 1))}
                      >
                        <X size={18} aria-hidden />
                      </RoundButton>
                    ) : (
                      <RoundButton
                        label={t("desk.hours.addSpan", { day })}
                        onClick={() => change(weekday, [...hours, { opens: "18:00", closes: "22:00" }])}
                      >
                        <Plus size={18} aria-hidden />
                      </RoundButton>
                    )}
                  </TimeSpan>
                ))}
              </div>
            ) : null}
            {weekday === 0 ? (
              <button
                type="button"
                data-testid="hours-everywhere"
                onClick={() => onChange(spansOf(days.map(() => hours)))}
                className="inline-flex min-h-11 items-center gap-2 rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
              >
                <Copy size={16} aria-hidden /> {t("desk.hours.everyDay")}
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function kindOf(hours: DayHours): Kind {
  if (hours.length === 0) return "closed";
  return hours.length === 1 && hours.every(isAllDay) ? "always" : "hours";
}

function hoursFor(kind: Kind): DayHours {
  if (kind === "closed") return [];
  return kind === "always" ? [{ opens: "00:00", closes: "24:00" }] : [USUAL];
}
