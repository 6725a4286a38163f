import { useStaffI18n } from "../../../i18n/admin/words";
import { rangeOfStep, STEPS } from "./heat";

/** What the shades mean. */
export function HeatLegend({ top, what }: { top: number; what: string }) {
  const { t, format } = useStaffI18n();
  return (
    <ul aria-label={what} className="num flex flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-2">
      {STEPS.map((step) => {
        const [from, to] = rangeOfStep(step, top);
        return (
          <li key={step} className="inline-flex items-center gap-1.5">
            <svg width="16" height="16" aria-hidden="true">
              <rect width="16" height="16" rx="4" fill={`var(--heat-${step})`} stroke="var(--edge)" />
            </svg>
            {t("desk.reports.range", { from: format.number(from), to: format.number(to) })}
          </li>
        );
      })}
    </ul>
  );
}
