import { useState } from "react";
import { reportFile, useRevenue } from "../../../api/admin/reports";
import type { DaySpan, Revenue } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { Figure } from "../Figure";
import { Change } from "./Change";
import { Downloads } from "./Downloads";
import type { Measure } from "./figures";
import { RevenueChart } from "./RevenueChart";
import { Shares } from "./Shares";
import { TillCard } from "./TillCard";

const FIGURES = [
  { name: "net", good: "up" },
  { name: "gross", good: "up" },
  { name: "refunds", good: "down" },
  { name: "tax", good: null },
  { name: "fees", good: "down" },
  { name: "netOfFees", good: "up" },
] as const;

interface Props {
  /** Null for all lots together. */
  slug: string | null;
  days: DaySpan;
}

/** What was earned, read from the ledger. */
export function RevenueView({ slug, days }: Props) {
  const { t } = useStaffI18n();
  const revenue = useRevenue(slug, days);
  if (revenue.data) return <Figures slug={slug} days={days} revenue={revenue.data} />;
  if (revenue.error) return <Trouble error={revenue.error} onRetry={() => void revenue.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-4" role="status" aria-label={t("desk.reports.counting")}>
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-3">
        {FIGURES.map(({ name }) => (
          <Skeleton key={name} className="h-25 !rounded-[20px]" />
        ))}
      </div>
      <Skeleton className="h-96 !rounded-card" />
    </div>
  );
}

function Figures({ slug, days, revenue }: Props & { revenue: Revenue }) {
  const { t, format } = useStaffI18n();
  const [measure, setMeasure] = useState<Measure>("net");
  const { currency, total, totalBefore } = revenue;
  return (
    <div className="grid grid-cols-1 gap-4" data-testid="revenue">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.5rem),1fr))] gap-3.5 lg:grid-cols-3">
        {FIGURES.map(({ name, good }) => (
          <Figure
            key={name}
            name={name}
            label={t(`desk.reports.measure.${name}`)}
            value={format.money(total[`${name}Sen`], currency)}
            note={
              <Change
                now={total[`${name}Sen`]}
                before={totalBefore[`${name}Sen`]}
                told={format.money(totalBefore[`${name}Sen`], currency)}
                good={good}
              />
            }
          />
        ))}
      </dl>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex-[1_1_20rem] text-s text-ink-2">{t("desk.reports.sum")}</p>
        <Downloads
          of={t("desk.reports.revenue")}
          files={[
            { kind: "csv", address: reportFile.revenue(slug, days, "csv") },
            { kind: "xlsx", address: reportFile.revenue(slug, days, "xlsx") },
          ]}
        />
      </div>
      <RevenueChart revenue={revenue} measure={measure} onMeasure={setMeasure} />
      <div className="gap-4 xl:columns-2 [&>*]:mb-4 [&>*]:break-inside-avoid">
        {slug === null ? (
          <Shares by="lot" shares={revenue.byLot} measure={measure} revenue={revenue} />
        ) : null}
        <Shares by="type" shares={revenue.bySpaceType} measure={measure} revenue={revenue} />
        <Shares by="channel" shares={revenue.byChannel} measure={measure} revenue={revenue} />
        <Shares by="sold" shares={revenue.bySold} measure={measure} revenue={revenue} />
        <TillCard till={revenue.till} currency={currency} />
      </div>
    </div>
  );
}
