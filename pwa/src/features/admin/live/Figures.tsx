import clsx from "clsx";
import { Minus, TrendingDown, TrendingUp } from "lucide-react";
import type { LotNow, Overview, WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import { useStaffI18n } from "../../../i18n/admin/words";
import { dayOf, weekdayOf } from "../../../lib/zoned";
import { Skeleton } from "../../../ui/Skeleton";
import { Figure } from "../Figure";
import { changeInPercent, fullnessOf, MUCH_MORE } from "./counts";

interface Props {
  lot: WorkLot;
  now: LotNow | undefined;
  overview: Overview | undefined;
}

/** The four figures at the head of the day. */
export function Figures({ lot, now, overview }: Props) {
  const { t, format } = useStaffI18n();
  if (!now || !overview) {
    return (
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4" aria-hidden="true">
        {[0, 1, 2, 3].map((card) => (
          <Skeleton key={card} className="h-25 !rounded-[20px]" />
        ))}
      </div>
    );
  }
  const { today, currency } = overview;
  const full = fullnessOf(now);
  return (
    <dl
      className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.5rem),1fr))] gap-3.5"
      data-testid="figures"
    >
      <Figure
        name="in-use"
        label={t("desk.inUseNow")}
        value={t("desk.percent", { percent: full.percent })}
        note={t("desk.inUseOf", { count: full.inUse, spots: full.spots, cars: full.occupied })}
      />
      <Figure
        name="taken"
        label={t("desk.taken")}
        value={format.money(today.takenSen, currency)}
        note={
          <Change
            now={today.takenSen}
            before={today.takenBeforeSen}
            currency={currency}
            zone={lot.timeZone}
          />
        }
      />
      <Figure
        name="arriving"
        label={t("desk.arriving")}
        value={format.number(today.arriving)}
        isBad={today.arrivingToTakenSpots > 0}
        note={
          today.arriving === 0
            ? t("desk.noneArriving")
            : today.arrivingToTakenSpots === 0
              ? t("desk.noneTaken")
              : t("desk.stillTaken", { count: today.arrivingToTakenSpots })
        }
      />
      <Figure
        name="owed"
        label={t("desk.owed")}
        value={format.money(today.owedSen, currency)}
        isBad={today.overstaying > 0}
        note={today.overstaying === 0 ? t("desk.noCars") : t("desk.cars", { count: today.overstaying })}
      />
    </dl>
  );
}

interface ChangeProps {
  now: number;
  before: number;
  currency: string;
  zone: string;
}

/** Against the same hours of the same day a week ago. */
function Change({ now, before, currency, zone }: ChangeProps) {
  const { t, format } = useStaffI18n();
  const day = format.weekday(weekdayOf(dayOf(new Date(serverNow()), zone)));
  const percent = changeInPercent(now, before);
  if (percent === null) return t("desk.taken.none", { day });
  const Icon = percent === 0 ? Minus : percent > 0 ? TrendingUp : TrendingDown;
  return (
    <span className={clsx("font-semibold", percent > 0 && "text-free-ink", percent < 0 && "text-taken-ink")}>
      <Icon size={15} aria-hidden className="mr-1 inline align-[-2px]" />
      {percent > MUCH_MORE
        ? t("desk.taken.was", { amount: format.money(before, currency), day })
        : percent === 0
          ? t(now === before ? "desk.taken.same" : "desk.taken.almost", { day })
          : t(percent > 0 ? "desk.taken.up" : "desk.taken.down", { percent: Math.abs(percent), day })}
    </span>
  );
}
