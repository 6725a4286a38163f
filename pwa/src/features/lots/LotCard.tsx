import clsx from "clsx";
import { Clock } from "lucide-react";
import { Link } from "wouter";
import { serverNow } from "../../api/clock";
import type { LotSummary } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { hoursToday, spelt } from "./lots";
import { isForBoth } from "./spots";

interface Props {
  lot: LotSummary;
  metres: number | null;
  /** Whether the count of free spots is of now. */
  known: boolean;
}

/** A car park in the list: where, how much, how full. It leads to the car park's page. */
export function LotCard({ lot, metres, known }: Props) {
  const { t, format } = useI18n();
  const share = known && lot.spaceCount > 0 ? lot.freeNow / lot.spaceCount : 0;
  const hours = hoursToday(lot, new Date(serverNow()));
  return (
    <Link
      href={routes.lot(lot.slug)}
      data-testid={`lot-${lot.slug}`}
      className="glass block rounded-card p-5 transition-[transform,background-color] duration-200 hover:-translate-y-0.5 hover:bg-glass-strong active:translate-y-0"
    >
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-[1_1_8rem]">
          <h3 className="text-l font-semibold">{lot.name}</h3>
          <p className="mt-0.5 text-s text-ink-2">
            {lot.address}
            {metres === null ? null : (
              <span className="num font-semibold text-ink"> · {format.distance(metres)}</span>
            )}
          </p>
        </div>
        {lot.fromAmountSen === null ? null : (
          <p className="num ml-auto shrink-0 text-right">
            <span className="block text-xs text-ink-2">{t("lot.from")}</span>
            <span className="text-l font-bold tracking-tight">
              {format.money(lot.fromAmountSen, lot.currency)}
            </span>
            <span className="block text-xs text-ink-2">{t("lot.perHour")}</span>
          </p>
        )}
      </div>
      <div className="mt-4">
        <div className="num flex flex-wrap items-baseline justify-between gap-x-3 text-m">
          <span
            className={clsx(
              "font-semibold",
              !known || !lot.isOpen ? "text-ink-2" : lot.freeNow > 0 ? "text-free-ink" : "text-taken-ink",
            )}
          >
            {!known
              ? t("lot.freeUnknown")
              : !lot.isOpen
                ? t("lot.closedNow")
                : lot.freeNow > 0
                  ? t("lot.freeNow", { count: lot.freeNow })
                  : t("lot.full")}
            {known && isForBoth(lot.spaceTypes) ? (
              <span className="sr-only"> {t("floor.counted.cars")}</span>
            ) : null}
          </span>
          <span className="text-s text-ink-2">{t("lot.of", { count: lot.spaceCount })}</span>
        </div>
        <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-line">
          <div
            className={clsx("h-full rounded-full", lot.isOpen ? "bg-free-edge" : "bg-shut-edge")}
            style={{ width: `${Math.round(share * 100)}%` }}
          />
        </div>
      </div>
      <p className="mt-3.5 flex items-center gap-1.5 text-s text-ink-2">
        <Clock size={15} aria-hidden />
        {hours === "always"
          ? t("lot.openAlways")
          : hours.length === 0
            ? t("lot.closedToday")
            : t("lot.openToday", { hours: spelt(hours) })}
      </p>
    </Link>
  );
}
