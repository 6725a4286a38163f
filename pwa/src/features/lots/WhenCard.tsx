import { CalendarClock } from "lucide-react";
import type { Lot } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { zoneCity } from "../../lib/zoned";
import type { ResolvedPeriod } from "../booking/period";

interface Props {
  lot: Lot;
  period: ResolvedPeriod;
  onChange: () => void;
}

/** The chosen time; pressed, it lets another one be chosen. */
export function WhenCard({ lot, period, onChange }: Props) {
  const { t, format } = useI18n();
  return (
    <button
      type="button"
      onClick={onChange}
      data-testid="when"
      className="glass flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-[18px] px-3.5 py-2.5 text-left transition-colors hover:bg-glass-strong"
    >
      <CalendarClock size={21} aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-[1_1_6.5rem]">
        <span className="num block font-semibold">{format.period(period.from, period.to, lot.timeZone)}</span>
        <span className="block text-s text-ink-2">
          {format.duration(period.minutes)} · {t("period.zone", { city: zoneCity(lot.timeZone) })}
        </span>
      </span>
      <span className="text-m font-semibold text-accent">{t("action.change")}</span>
    </button>
  );
}
