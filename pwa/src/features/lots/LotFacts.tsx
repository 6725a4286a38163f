import type { Lot } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Dialog } from "../../ui/Dialog";

/** Prices, hours and refunds of a lot, in words. With `onClose`, on a sheet of its own. */
export function LotFacts({ lot, onClose }: { lot: Lot; onClose?: () => void }) {
  const { t } = useI18n();
  return onClose ? (
    <Dialog title={t("lot.facts")} onClose={onClose}>
      <Facts lot={lot} />
    </Dialog>
  ) : (
    <Facts lot={lot} />
  );
}

function Facts({ lot }: { lot: Lot }) {
  const { t, format } = useI18n();
  const heading = "mb-1.5 text-s font-semibold text-ink-2";
  return (
    <div className="grid gap-5 text-m">
      <section>
        <h3 className={heading}>{t("facts.prices")}</h3>
        <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {lot.rates.map((rate) => (
            <div key={rate.label} className="contents">
              <dt>{rate.label}</dt>
              <dd className="text-right font-medium">{format.money(rate.amountSen, lot.currency)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1.5 text-s text-ink-2">
          {t(lot.tax.included ? "facts.taxIncluded" : "facts.taxAdded", { percent: lot.tax.percent })}
        </p>
      </section>
      <section>
        <h3 className={heading}>{t("facts.hours")}</h3>
        <dl className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {hoursByDays(lot).map(({ from, to, text }) => (
            <div key={from} className="contents">
              <dt>
                {from === to ? format.weekday(from) : `${format.weekday(from)} – ${format.weekday(to)}`}
              </dt>
              <dd className="text-right">{text === "00:00 – 24:00" ? t("lot.openAlways") : text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3 className={heading}>{t("facts.refunds")}</h3>
        <ul className="grid gap-1">
          {lot.cancellationPolicy
            .filter((rule) => rule.refundPercent > 0)
            .map((rule) => (
              <li key={rule.hoursBefore}>
                {t("facts.refund", { percent: rule.refundPercent, count: rule.hoursBefore })}
              </li>
            ))}
        </ul>
      </section>
    </div>
  );
}

/** Days with the same hours are told together. */
function hoursByDays(lot: Lot): { from: number; to: number; text: string }[] {
  const days = lot.openingHours.toSorted((a, b) => a.weekday - b.weekday);
  const spans: { from: number; to: number; text: string }[] = [];
  for (const day of days) {
    const text = `${day.opens} – ${day.closes}`;
    const last = spans.at(-1);
    if (last?.text === text && last.to === day.weekday - 1) last.to = day.weekday;
    else spans.push({ from: day.weekday, to: day.weekday, text });
  }
  return spans;
}
