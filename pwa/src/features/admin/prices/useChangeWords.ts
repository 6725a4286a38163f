import type { Band } from "../../../api/admin/prices";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { Change } from "./changes";
import { clockOf } from "./draft";

/** Says what becomes another with new prices. */
export function useChangeWords(currency: string): (change: Change) => string {
  const { t, format } = useStaffI18n();
  const amount = (sen: number | null) =>
    sen === null ? t("desk.prices.noneSet") : format.money(sen, currency);
  const days = ({ weekdays }: Band) =>
    weekdays.length === 7
      ? t("desk.prices.everyDay")
      : weekdays
          .toSorted((a, b) => a - b)
          .map(format.weekday)
          .join(", ");
  return (change) => {
    switch (change.what) {
      case "rate":
      case "minimum":
      case "cap":
        return t("desk.prices.changeLine", {
          what: t(`desk.prices.changed.${change.what}`),
          before: amount(change.before),
          after: amount(change.after),
        });
      case "step":
        return t("desk.prices.changeLine", {
          what: t("desk.prices.changed.step"),
          before: format.duration(change.before),
          after: format.duration(change.after),
        });
      case "type":
        return t("desk.prices.changeLine", {
          what: t(`type.${change.type}`),
          before: t("desk.percent", { percent: change.before }),
          after: t("desk.percent", { percent: change.after }),
        });
      default:
        return t(`desk.prices.${change.what}`, {
          name: change.band.name,
          days: days(change.band),
          from: clockOf(change.band.fromMinute),
          to: clockOf(change.band.toMinute),
          rate: format.money(change.band.rateSen, currency),
        });
    }
  };
}
