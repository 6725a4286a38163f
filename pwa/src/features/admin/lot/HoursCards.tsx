import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { serverNow } from "../../../api/clock";
import type { Settings, SpecialDay } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { toFieldValue } from "../../../lib/zoned";
import { Button, RoundButton } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Switch } from "../../../ui/Switch";
import { FormCard } from "./FormCard";
import { USUAL } from "./hours";
import { HoursEditor } from "./HoursEditor";
import { TimeSpan } from "./TimeSpan";
import { useSettingsForm } from "./useSettingsForm";

export function HoursCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  return (
    <FormCard title={t("desk.hours.title")} text={t("desk.hours.text")} form={form} testId="hours">
      <HoursEditor value={form.values.openingHours} onChange={(openingHours) => form.set({ openingHours })} />
    </FormCard>
  );
}

/** Days with hours of their own: holidays, feasts, works. */
export function SpecialDaysCard({ settings }: { settings: Settings }) {
  const { t, format } = useStaffI18n();
  const form = useSettingsForm(settings);
  const today = toFieldValue(new Date(serverNow()), settings.timeZone).slice(0, 10);
  const [date, setDate] = useState("");
  const days = form.values.specialDays.toSorted((a, b) => a.date.localeCompare(b.date));
  const isThere = days.some((day) => day.date === date);
  const change = (specialDays: SpecialDay[]) => form.set({ specialDays });

  return (
    <FormCard title={t("desk.special.title")} text={t("desk.special.text")} form={form} testId="special-days">
      {days.length === 0 ? <p className="text-m text-ink-2">{t("desk.special.none")}</p> : null}
      <ul className="grid gap-3">
        {days.map((day, at) => {
          const name = format.calendarDay(day.date);
          const isOpen = Boolean(day.opens && day.closes);
          const replace = (next: SpecialDay) => change(days.with(at, next));
          return (
            <li
              key={`${day.date} ${at}`}
              data-testid={`special-${day.date}`}
              className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-3 first:border-0 first:pt-0"
            >
              <span className="num min-w-0 flex-[1_1_9rem] font-medium">
                {name}
                {day.date < today ? (
                  <span className="block text-s font-normal text-ink-2">{t("desk.special.past")}</span>
                ) : null}
              </span>
              <span className="flex items-center gap-2 text-m">
                <Switch
                  label={t("desk.special.open", { day: name })}
                  on={isOpen}
                  onChange={(on) =>
                    replace(on ? { date: day.date, ...USUAL } : { date: day.date, opens: null, closes: null })
                  }
                />
                {t(isOpen ? "desk.special.isOpen" : "desk.hours.closed")}
              </span>
              {day.opens && day.closes ? (
                <div className="flex-[2_1_15rem]">
                  <TimeSpan
                    opens={day.opens}
                    closes={day.closes}
                    label={name}
                    onChange={(hours) => replace({ date: day.date, ...hours })}
                  />
                </div>
              ) : null}
              <RoundButton
                label={t("desk.special.remove", { day: name })}
                onClick={() => change(days.toSpliced(at, 1))}
              >
                <Trash2 size={18} aria-hidden />
              </RoundButton>
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap items-end gap-3">
        <Field
          className="flex-[1_1_11rem]"
          label={t("desk.special.date")}
          type="date"
          min={today}
          value={date}
          error={isThere ? t("desk.special.twice") : null}
          onChange={(event) => setDate(event.target.value)}
          data-testid="special-date"
        />
        <Button
          tone="quiet"
          icon={<Plus size={18} aria-hidden />}
          disabled={date === "" || isThere}
          data-testid="special-add"
          onClick={() => {
            change([...days, { date, opens: null, closes: null }]);
            setDate("");
          }}
        >
          {t("desk.special.add")}
        </Button>
      </div>
    </FormCard>
  );
}
