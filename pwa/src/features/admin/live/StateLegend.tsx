import { useStaffI18n } from "../../../i18n/admin/words";
import { STATES } from "./counts";
import type { StateCounts } from "./counts";
import { StateSign } from "./StateSign";

/** What the looks of the spots mean, and how many there are of each. */
export function StateLegend({ counts }: { counts: StateCounts }) {
  const { t, format } = useStaffI18n();
  return (
    <ul
      aria-label={t("desk.legend")}
      data-testid="state-counts"
      className="grid grid-cols-[repeat(auto-fill,minmax(6.75rem,1fr))] gap-x-3 gap-y-1.5 text-s text-ink-2"
    >
      {STATES.map((state) => (
        <li key={state} className="flex items-center gap-1.5 whitespace-nowrap">
          <StateSign state={state} />
          <span>{t(`desk.state.${state}`)}</span>
          <b className="num font-semibold text-ink" data-testid={`count-${state}`}>
            {format.number(counts[state])}
          </b>
        </li>
      ))}
    </ul>
  );
}
