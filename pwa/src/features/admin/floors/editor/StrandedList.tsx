import type { Stranded } from "../../../../api/admin/floors";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Notice } from "../../../../ui/Notice";
import { useBench } from "./bench";

/** The bookings that lose their spots, and where each of them goes. */
export function StrandedList({ stranded }: { stranded: readonly Stranded[] }) {
  const { t, format } = useStaffI18n();
  const { lot } = useBench();
  if (stranded.length === 0) return <Notice tone="good">{t("desk.floors.nobodyStranded")}</Notice>;
  return (
    <section aria-label={t("desk.floors.stranded", { count: stranded.length })} data-testid="stranded">
      <h3 className="font-semibold">{t("desk.floors.stranded", { count: stranded.length })}</h3>
      <p className="mt-0.5 text-m text-ink-2">{t("desk.floors.strandedText")}</p>
      <ul className="mt-2 grid grid-cols-1 gap-2">
        {stranded.map((one) => (
          <li
            key={one.reference}
            data-testid={`stranded-${one.reference}`}
            className="num grid grid-cols-1 gap-0.5 rounded-box border border-line bg-glass-strong px-3.5 py-2.5 text-m"
          >
            <p className="flex flex-wrap justify-between gap-x-3 font-semibold">
              <span>{one.reference}</span>
              <span>{one.spaceLabel}</span>
            </p>
            <p className="text-ink-2">{format.period(one.startsAt, one.endsAt, lot.timeZone)}</p>
            <p className="font-medium">
              {one.goesTo
                ? t("desk.floors.goesTo", { label: one.goesTo.label, floor: one.goesTo.areaCode })
                : t(one.status === "held" ? "desk.floors.holdEnds" : "desk.floors.moneyBack")}
            </p>
            {one.carIsIn ? <p className="font-medium text-taken-ink">{t("desk.floors.carIsIn")}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
