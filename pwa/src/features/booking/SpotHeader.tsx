import clsx from "clsx";
import { X } from "lucide-react";
import type { AreaSummary, Quote } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Spot } from "../../map/floor";
import type { Way } from "../../map/ways";
import { Skeleton } from "../../ui/Skeleton";
import { SpotSign } from "../../ui/SpotSign";

interface Props {
  area: AreaSummary;
  spot: Spot;
  way: Way | null;
  docked: boolean;
  /** The price; undefined while it is asked for. */
  price: Quote | undefined;
  priceFailed: boolean;
  onClose: () => void;
}

/** The spot, how far it is from the lift, and its total: the biggest thing on the sheet. */
export function SpotHeader({ area, spot, way, docked, price, priceFailed, onClose }: Props) {
  const { t, format } = useI18n();
  return (
    <header className={clsx("flex flex-wrap items-center gap-x-3 gap-y-1", docked && "pr-9")}>
      <span
        data-testid="chosen-spot"
        className="grid min-h-12 min-w-12 shrink-0 place-items-center rounded-box bg-mine px-2 text-l font-bold text-mine-ink shadow-[0_8px_18px_-8px_var(--mine)]"
      >
        {spot.label}
      </span>
      <div className="min-w-0 flex-[1_1_6rem]">
        <h2 className="flex items-center gap-1.5 text-l leading-tight font-semibold">
          <SpotSign type={spot.type} size={16} />
          {t(`type.${spot.type}`)}
        </h2>
        <p className="num text-s text-ink-2">
          {way
            ? t("spot.fromLandmark", {
                distance: format.distance(way.metres),
                landmark: way.landmark.label,
              })
            : area.name}
        </p>
      </div>
      <p className="num ml-auto shrink-0 text-right" aria-live="polite">
        {price ? (
          <b className="block text-xl leading-tight font-bold tracking-tight" data-testid="total">
            {format.money(price.amountSen, price.currency)}
          </b>
        ) : priceFailed ? null : (
          <Skeleton className="ml-auto h-6 w-24" />
        )}
        <span className="text-s text-ink-2">{priceFailed ? "" : t("price.total")}</span>
      </p>
      {docked ? (
        <button
          type="button"
          aria-label={t("spot.close")}
          onClick={onClose}
          className="absolute top-3 right-2.5 grid size-11 place-items-center rounded-full text-ink-2 hover:bg-accent-soft"
        >
          <X size={19} aria-hidden />
        </button>
      ) : null}
    </header>
  );
}
