import { useState } from "react";
import { useTotals } from "../../api/bookings";
import { useI18n } from "../../i18n/context";
import { Segmented } from "../../ui/Segmented";
import { Section } from "./Sections";

type Span = "month" | "year" | "all";

/** What the parking comes to. Quiet: nothing when there is nothing to tell, or when it cannot be had. */
export function TotalsCard() {
  const { t, format } = useI18n();
  const [span, setSpan] = useState<Span>("month");
  const totals = useTotals().data;
  if (!totals || (totals.all.stays === 0 && totals.all.paidSen === 0)) return null;
  const sums = totals[span];
  const money = (sen: number) => format.money(sen, totals.currency);
  return (
    <Section title={t("totals.title")}>
      <div className="glass grid gap-4 rounded-card p-4" data-testid="totals">
        <Segmented
          label={t("totals.title")}
          value={span}
          onChange={setSpan}
          options={(["month", "year", "all"] as const).map((value) => ({
            value,
            label: t(`totals.${value}`),
          }))}
        />
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-x-4 gap-y-3 px-1">
          <Figure label={t("totals.stays")} value={format.number(sums.stays)} />
          <Figure label={t("totals.parked")} value={t("totals.hours", { value: hours(sums.minutes) })} />
          <Figure label={t("totals.paid")} value={money(sums.paidSen)} />
          <Figure label={t("totals.refunded")} value={money(sums.refundedSen)} />
        </dl>
      </div>
    </Section>
  );

  function hours(minutes: number): string {
    return format.number(Math.round(minutes / 6) / 10);
  }
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-s text-ink-2">{label}</dt>
      <dd className="num font-semibold">{value}</dd>
    </div>
  );
}
