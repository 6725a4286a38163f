import type { Quote } from "../../api/types";
import type { Format } from "../../i18n/format";
import type { Translate } from "../../i18n/types";

/** "Full refund until Tomorrow 13:00, then 50 % until 11:00." */
export function refundSentence(
  refunds: Quote["refunds"],
  zone: string,
  t: Translate,
  format: Format,
  now: number = Date.now(),
): string {
  const steps = refunds
    .filter((step) => step.percent > 0 && Date.parse(step.until) > now)
    .sort((a, b) => b.percent - a.percent);
  const [first, second] = steps;
  if (!first) return t("refund.none");
  const until = (step: typeof first) => format.dayAndTime(step.until, zone);
  const start =
    first.percent === 100
      ? t("refund.fullUntil", { time: until(first) })
      : t("refund.partUntil", { percent: first.percent, time: until(first) });
  return second ? `${start} ${t("refund.then", { percent: second.percent, time: until(second) })}` : start;
}
