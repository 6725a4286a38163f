import { serverNow } from "../../api/clock";
import type { Lot } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/Button";
import type { Day } from "../../lib/zoned";
import { Notice } from "../../ui/Notice";
import { specialHours, spelt } from "../lots/lots";
import { openPeriodNear, specialDaysWithin } from "./period";
import type { PeriodChoice, ResolvedPeriod } from "./period";

interface Props {
  lot: Lot;
  /** A time for which the lot is closed, in part or as a whole. */
  period: ResolvedPeriod;
  onChoose: (open: Extract<PeriodChoice, { kind: "fixed" }>) => void;
}

/** Says that the car park is closed then, and leads to the nearest time at which it is open. */
export function ClosedThen({ lot, period, onChoose }: Props) {
  const { t, format } = useI18n();
  const zone = lot.timeZone;
  const open = openPeriodNear(lot, period, serverNow());
  const time = (instant: Date) => format.end(instant, zone);
  const special = specialDaysWithin(lot, period.from, period.to).map((date) => {
    const hours = specialHours(lot, dayNamed(date)) ?? [];
    const open = hours.length === 0 ? t("facts.closed") : spelt(hours);
    return t("closed.special", { day: format.calendarDay(date), hours: open });
  });
  return (
    <Notice
      tone="wait"
      testId="closed-then"
      title={
        !open
          ? t("period.closed")
          : open.from > period.from
            ? t("closed.opens", { time: time(open.from) })
            : t("closed.closes", { time: time(open.to) })
      }
      action={
        open ? (
          <Button
            tone="quiet"
            onClick={() => onChoose({ kind: "fixed", from: open.from, to: open.to })}
            data-testid="when-open"
          >
            {t("closed.instead", {
              period: format.period(open.from, open.to, zone),
            })}
          </Button>
        ) : null
      }
    >
      {special.length > 0 ? special.map((line) => <p key={line}>{line}</p>) : null}
    </Notice>
  );
}

function dayNamed(date: string): Day {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}
