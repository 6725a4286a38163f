import type { RevenueShare } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Card } from "../Card";
import { Change } from "./Change";
import { amountOf } from "./figures";
import type { Measure } from "./figures";
import { FiguresTable } from "./FiguresTable";
import type { Revenue } from "../../../api/admin/reports";

interface Props {
  by: "lot" | "type" | "channel" | "sold";
  shares: readonly RevenueShare[];
  measure: Measure;
  revenue: Revenue;
}

/** What the whole is made of: a bar for each part, its value beside it. */
export function Shares({ by, shares, measure, revenue }: Props) {
  const { t, format } = useStaffI18n();
  const { currency } = revenue;
  const amounts = shares.flatMap(({ now, before }) => [amountOf(now, measure), amountOf(before, measure)]);
  const most = Math.max(...amounts, 1);
  const width = (sen: number) => `${(100 * Math.max(0, sen)) / most}%`;
  const title = t(`desk.reports.by.${by}`);
  return (
    <Card title={title} testId={`by-${by}`}>
      {shares.length === 0 ? (
        <p className="py-6 text-center text-ink-2">{t("desk.reports.nothing")}</p>
      ) : (
        <>
          <ul className="num grid grid-cols-1 gap-3">
            {shares.map((share) => {
              const [now, before] = [amountOf(share.now, measure), amountOf(share.before, measure)];
              return (
                <li key={share.key ?? ""}>
                  <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                    <span className="font-medium">{share.label}</span>{" "}
                    <span className="font-semibold">{format.money(now, currency)}</span>
                  </p>
                  <svg width="100%" height="15" aria-hidden="true" className="my-0.5 block">
                    <rect width="100%" height="9" rx="4" fill="var(--line)" />
                    <rect width={width(now)} height="9" rx="4" fill="var(--accent)" />
                    <rect y="11" width={width(before)} height="3" rx="1.5" fill="var(--edge)" />
                  </svg>
                  <p className="text-s text-ink-2">
                    <Change
                      now={now}
                      before={before}
                      told={format.money(before, currency)}
                      good={measure === "net" || measure === "gross" ? "up" : null}
                    />
                  </p>
                </li>
              );
            })}
          </ul>
          <FiguresTable
            head={title}
            caption={title}
            rows={shares.map((share) => ({ ...share, key: share.key ?? "", name: share.label }))}
            total={revenue.total}
            totalBefore={revenue.totalBefore}
            currency={currency}
            testId={`table-${by}`}
          />
        </>
      )}
    </Card>
  );
}
