import { ArrowUp, Trash2 } from "lucide-react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Chip } from "../../../ui/Chip";
import { Field } from "../../../ui/Field";
import { RoundButton } from "../../../ui/Button";
import type { BandDraft } from "./draft";

const DAYS = [0, 1, 2, 3, 4, 5, 6];

interface Props {
  number: number;
  band: BandDraft;
  faultOf: (field: string) => string | null;
  onChange: (band: BandDraft) => void;
  /** Null for the first. */
  onEarlier: (() => void) | null;
  onRemove: () => void;
}

/** Hours of the week with a rate of their own, such as the night or the weekend. */
export function BandFields({ number, band, faultOf, onChange, onEarlier, onRemove }: Props) {
  const { t, format } = useStaffI18n();
  const name = band.name || t("desk.prices.band", { number: number + 1 });
  const noDays = faultOf("weekdays");
  const overMidnight = band.to !== "00:00" && band.to < band.from;
  const set = (part: Partial<BandDraft>) => onChange({ ...band, ...part });
  return (
    <li className="rounded-box border border-line bg-glass-strong p-3.5">
      <div role="group" aria-label={name} className="grid grid-cols-1 gap-3" data-testid={`band-${number}`}>
        <div className="flex items-end gap-2">
          <Field
            className="flex-1"
            label={t("desk.prices.bandName")}
            name={`band-name-${number}`}
            error={faultOf("name")}
            maxLength={60}
            autoComplete="off"
            value={band.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          {onEarlier ? (
            <RoundButton
              label={t("desk.prices.earlier", { name })}
              className="!shadow-none"
              onClick={onEarlier}
            >
              <ArrowUp size={18} aria-hidden />
            </RoundButton>
          ) : null}
          <RoundButton
            label={t("desk.prices.removeBand", { name })}
            className="!shadow-none"
            onClick={onRemove}
          >
            <Trash2 size={18} aria-hidden />
          </RoundButton>
        </div>
        <div>
          <div role="group" aria-label={t("desk.prices.bandDays")} className="flex flex-wrap gap-1.5">
            {DAYS.map((day) => {
              const on = band.weekdays.includes(day);
              return (
                <Chip
                  key={day}
                  pressed={on}
                  onClick={() =>
                    set({
                      weekdays: on ? band.weekdays.filter((one) => one !== day) : [...band.weekdays, day],
                    })
                  }
                >
                  {format.weekday(day)}
                </Chip>
              );
            })}
          </div>
          {noDays ? <p className="mt-1 text-s text-taken-ink">{noDays}</p> : null}
        </div>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <Field
            type="time"
            name={`band-from-${number}`}
            label={t("desk.prices.bandFrom")}
            error={faultOf("from")}
            value={band.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <Field
            type="time"
            name={`band-to-${number}`}
            label={t("desk.prices.bandTo")}
            error={faultOf("to")}
            hint={overMidnight ? t("desk.prices.nextDay") : undefined}
            value={band.to}
            onChange={(event) => set({ to: event.target.value })}
          />
          <Field
            className="max-sm:col-span-2"
            name={`band-rate-${number}`}
            label={t("desk.prices.bandRate")}
            inputMode="decimal"
            autoComplete="off"
            error={faultOf("rate")}
            value={band.rate}
            onChange={(event) => set({ rate: event.target.value })}
          />
        </div>
      </div>
    </li>
  );
}
