import { serverNow } from "../../api/clock";
import type { Booking, Quote } from "../../api/types";
import type { Format } from "../../i18n/format";
import type { Translate } from "../../i18n/types";

/** How far a refund has come, in a few words. */
export function refundState(refund: NonNullable<Booking["refund"]>) {
  switch (refund.status) {
    case "requested":
    case "submitted":
      return "refund.onItsWay";
    case "succeeded":
      return "refund.done";
    case "failed":
      return "refund.failed";
  }
}

/** "Full refund until 13:00. Then 50 % until tomorrow 11:00." */
export function refundSentence(
  refunds: Quote["refunds"],
  zone: string,
  t: Translate,
  format: Format,
  now: number = serverNow(),
): string {
  const steps = refunds
    .filter((step) => step.percent > 0 && Date.parse(step.until) > now)
    .sort((a, b) => b.percent - a.percent);
  const [first, second] = steps;
  if (!first) return t("refund.none");
  const until = (step: typeof first) => format.end(step.until, zone);
  const start =
    first.percent === 100
      ? t("refund.fullUntil", { time: until(first) })
      : t("refund.partUntil", { percent: first.percent, time: until(first) });
  return second ? `${start} ${t("refund.then", { percent: second.percent, time: until(second) })}` : start;
}
