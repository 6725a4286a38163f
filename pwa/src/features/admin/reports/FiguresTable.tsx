import type { RevenueFigures } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { ScrollX } from "../ScrollX";
import { Unfold } from "../Unfold";

export interface FiguresRow {
  key: string;
  name: string;
  now: RevenueFigures;
  before: RevenueFigures;
}

interface Props {
  /** What a row is. */
  head: string;
  caption: string;
  rows: readonly FiguresRow[];
  total: RevenueFigures;
  totalBefore: RevenueFigures;
  currency: string;
  testId: string;
}

const COLUMNS = ["gross", "refunds", "tax", "net", "fees", "netOfFees"] as const;

/** All figures behind a chart, to the sen. */
export function FiguresTable({ head, caption, rows, total, totalBefore, currency, testId }: Props) {
  const { t, format } = useStaffI18n();
  const all: FiguresRow = { key: "total", name: t("desk.reports.total"), now: total, before: totalBefore };
  return (
    <Unfold text={t("desk.reports.table")}>
      <ScrollX label={t("desk.reports.tableOf", { what: caption })}>
        <table className="num w-full text-right text-s whitespace-nowrap" data-testid={testId}>
          <caption className="sr-only">{caption}</caption>
          <thead className="text-ink-2">
            <tr>
              <th scope="col" className="px-2 py-2 text-left font-medium">
                {head}
              </th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="px-2 py-2 font-medium">
                  {t(`desk.reports.measure.${name}`)}
                </th>
              ))}
              <th scope="col" className="px-2 py-2 font-medium">
                {t("desk.reports.netBefore")}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...rows, all].map((row) => (
              <tr key={row.key} className="border-t border-line last:font-semibold">
                <th scope="row" className="px-2 py-1.5 text-left font-medium">
                  {row.name}
                </th>
                {COLUMNS.map((name) => (
                  <td key={name} className="px-2 py-1.5" data-sen={row.now[`${name}Sen`]}>
                    {format.money(row.now[`${name}Sen`], currency)}
                  </td>
                ))}
                <td className="px-2 py-1.5 text-ink-2">{format.money(row.before.netSen, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Unfold>
  );
}
