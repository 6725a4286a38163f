import clsx from "clsx";
import type { Till } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Card } from "../Card";

/** Where the money is: what the gateway took, gave back, paid out and kept, and what it still owes. */
export function TillCard({ till, currency }: { till: Till; currency: string }) {
  const { t, format } = useStaffI18n();
  const steps = [
    { name: "owedBefore", sen: till.owedBeforeSen },
    { name: "captured", sen: till.capturedSen },
    { name: "refunded", sen: -till.refundedSen },
    { name: "paidOut", sen: -till.paidOutSen },
    { name: "fees", sen: -till.feesSen },
    { name: "owed", sen: till.owedSen },
  ] as const;
  const counter = [
    { name: "counterTaken", sen: till.counterTakenSen },
    { name: "counterRefunded", sen: -till.counterRefundedSen },
  ] as const;
  const row = ({ name, sen }: (typeof steps | typeof counter)[number]) => (
    <div
      key={name}
      className={clsx(
        "flex flex-wrap justify-between gap-x-3 py-1.5",
        name === "owed" && "border-t border-edge font-semibold",
      )}
    >
      <dt>{t(`desk.reports.till.${name}`)}</dt>
      <dd className="ml-auto" data-testid={`till-${name}`} data-sen={sen}>
        {format.money(sen, currency)}
      </dd>
    </div>
  );
  return (
    <Card title={t("desk.reports.till")} testId="till">
      <p className="mb-1 text-s text-ink-2">{t("desk.reports.till.text")}</p>
      <dl className="num text-m">{steps.map(row)}</dl>
      <h3 className="mt-4 text-s font-semibold text-ink-2">{t("desk.reports.counter")}</h3>
      <dl className="num text-m">{counter.map(row)}</dl>
    </Card>
  );
}
