import type { Revenue } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Chip } from "../../../ui/Chip";
import { Card } from "../Card";
import { BarChart } from "./BarChart";
import { useDayWords } from "./DaysBar";
import { noonOf } from "./days";
import { bucketsOf, MEASURES } from "./figures";
import type { Measure } from "./figures";
import { FiguresTable } from "./FiguresTable";

interface Props {
  revenue: Revenue;
  measure: Measure;
  onMeasure: (measure: Measure) => void;
}

/** Each day beside the one before, or weeks and months when there are many. */
export function RevenueChart({ revenue, measure, onMeasure }: Props) {
  const { t, format } = useStaffI18n();
  const words = useDayWords();
  const { currency, byDay } = revenue;
  const bars = bucketsOf(byDay, measure).map(({ from, to, now, before }) => ({
    key: from,
    short: format.dayOfMonth(noonOf(from), "UTC"),
    told: t("desk.reports.barTold", {
      days: words({ from, to }),
      now: format.money(now, currency),
      before: format.money(before, currency),
    }),
    now,
    before,
  }));
  const name = t(`desk.reports.measure.${measure}`);
  return (
    <Card title={t("desk.reports.byDay")} testId="by-day">
      <div
        role="group"
        aria-label={t("desk.reports.measure")}
        className="mb-3 flex flex-wrap gap-2 print:hidden"
      >
        {MEASURES.map((value) => (
          <Chip key={value} pressed={value === measure} onClick={() => onMeasure(value)}>
            {t(`desk.reports.measure.${value}`)}
          </Chip>
        ))}
      </div>
      <BarChart
        label={t("desk.reports.chart", { what: name, days: words(revenue) })}
        bars={bars}
        tick={(sen) => format.number(sen / 100)}
        legend={{ now: t("desk.reports.these"), before: t("desk.reports.before") }}
      />
      <FiguresTable
        head={t("desk.reports.day")}
        caption={t("desk.reports.byDay")}
        rows={byDay.map(({ day, now, before }) => ({
          key: day,
          name: format.date(noonOf(day), "UTC"),
          now,
          before,
        }))}
        total={revenue.total}
        totalBefore={revenue.totalBefore}
        currency={currency}
        testId="table-day"
      />
    </Card>
  );
}
