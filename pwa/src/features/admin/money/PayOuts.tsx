import { useState } from "react";
import { Link } from "wouter";
import { useSettlements } from "../../../api/admin/money";
import type { Settlements } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { addDays, dayOf, instantOf } from "../../../lib/zoned";
import type { Day } from "../../../lib/zoned";
import { routes } from "../../../routes";
import { Field } from "../../../ui/Field";
import { useMedia, WIDE } from "../../../ui/useMedia";
import { Card } from "../Card";
import { CutNote } from "../CutNote";
import { FactList } from "../FactList";
import { Rows } from "../Rows";

const USUAL_DAYS = 14;

type SettledDay = Settlements["days"][number];
const SUMS = ["grossSen", "feeSen", "refundedSen", "netSen"] as const;
const NAMES = {
  grossSen: "desk.money.gross",
  feeSen: "desk.money.fee",
  refundedSen: "desk.money.refunds",
  netSen: "desk.money.net",
} as const;

/** What the gateway paid out by day, and what it still owes. */
export function PayOuts({ lot }: { lot: WorkLot }) {
  const { t, format } = useStaffI18n();
  const [days, setDays] = useState(() => {
    const today = dayOf(new Date(serverNow()), lot.timeZone);
    return { from: dayText(addDays(today, 1 - USUAL_DAYS)), to: dayText(today) };
  });
  const missing = (["from", "to"] as const).find((end) => days[end] === "");
  const isReversed = !missing && days.from > days.to;
  const paid = useSettlements(lot.slug, days.from, days.to, !missing && !isReversed);
  const unsettled = paid.data?.unsettled;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card title={t("desk.money.matched")} testId="pay-outs">
        <div className="mb-3 grid max-w-[26rem] grid-cols-2 gap-3">
          {(["from", "to"] as const).map((end) => (
            <Field
              key={end}
              type="date"
              label={t(`desk.money.${end}`)}
              value={days[end]}
              required
              error={
                end === missing
                  ? t("desk.money.dayMissing")
                  : end === "to" && isReversed
                    ? t("desk.reports.reversed")
                    : null
              }
              data-testid={`days-${end}`}
              onChange={(event) => setDays({ ...days, [end]: event.target.value })}
            />
          ))}
        </div>
        {missing || isReversed ? null : (
          <Rows rows={paid.data?.days} of={paid} none={t("desk.money.payouts.none")}>
            {(rows) => <Days lot={lot} days={rows} />}
          </Rows>
        )}
      </Card>
      <Card title={t("desk.money.unsettled")} testId="unsettled">
        {paid.data && paid.data.unsettledSen > 0 ? (
          <p className="num pb-2 text-m">
            {t("desk.money.unsettledText", { amount: format.money(paid.data.unsettledSen, lot.currency) })}
          </p>
        ) : null}
        <Rows rows={unsettled} of={paid} none={t("desk.money.unsettled.none")}>
          {(rows) => (
            <ul>
              {rows.map((one) => (
                <li
                  key={one.paymentId}
                  className="num flex flex-wrap items-center gap-x-4 border-t border-line py-1 text-m first:border-0"
                >
                  <Link
                    href={routes.admin(lot.slug, "bookings", one.booking)}
                    className="inline-flex min-h-11 items-center font-semibold text-accent"
                  >
                    {one.booking}
                  </Link>{" "}
                  <span className="min-w-0 flex-1 text-s [overflow-wrap:anywhere] text-ink-2">
                    {format.end(one.capturedAt, lot.timeZone)} · {one.orderId}
                  </span>{" "}
                  <b className="font-semibold">{format.money(one.amountSen, lot.currency)}</b>
                </li>
              ))}
            </ul>
          )}
        </Rows>
        {paid.data ? (
          <CutNote order="oldest" shown={paid.data.unsettled.length} count={paid.data.unsettledCount} />
        ) : null}
      </Card>
    </div>
  );
}

function Days({ lot, days }: { lot: WorkLot; days: readonly SettledDay[] }) {
  const { t, format } = useStaffI18n();
  const isWide = useMedia(WIDE);
  const money = (sen: number) => format.money(sen, lot.currency);
  const named = (day: string) => {
    const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
    return format.day(instantOf({ year, month, day: date, hour: 12, minute: 0 }, lot.timeZone), lot.timeZone);
  };
  const sumOf = (of: (typeof SUMS)[number]) => days.reduce((sum, day) => sum + day[of], 0);
  if (!isWide)
    return (
      <ul>
        {days.map((day) => (
          <li key={day.day} className="border-t border-line py-3 first:border-0">
            <p className="mb-1.5 font-semibold">{named(day.day)}</p>
            <FactList
              facts={[
                { name: t("desk.money.payments"), value: format.number(day.payments) },
                ...SUMS.map((sum) => ({ name: t(NAMES[sum]), value: money(day[sum]) })),
              ]}
            />
          </li>
        ))}
        <li className="border-t border-line py-3">
          <p className="mb-1.5 font-semibold">{t("desk.money.sum")}</p>
          <FactList facts={SUMS.map((sum) => ({ name: t(NAMES[sum]), value: money(sumOf(sum)) }))} />
        </li>
      </ul>
    );
  return (
    <table className="num w-full text-right text-m" data-testid="pay-out-days">
      <thead className="text-s text-ink-2">
        <tr>
          <th scope="col" className="pb-2 text-left font-medium">
            {t("desk.money.day")}
          </th>
          <th scope="col" className="pb-2 font-medium">
            {t("desk.money.payments")}
          </th>
          {SUMS.map((sum) => (
            <th key={sum} scope="col" className="pb-2 font-medium">
              {t(NAMES[sum])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day} className="border-t border-line">
            <th scope="row" className="py-2.5 text-left font-medium">
              {named(day.day)}
            </th>
            <td>{format.number(day.payments)}</td>
            {SUMS.map((sum) => (
              <td key={sum}>{money(day[sum])}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot className="font-semibold">
        <tr className="border-t border-line">
          <th scope="row" colSpan={2} className="py-2.5 text-left">
            {t("desk.money.sum")}
          </th>
          {SUMS.map((sum) => (
            <td key={sum}>{money(sumOf(sum))}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function dayText({ year, month, day }: Day): string {
  return [String(year), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
