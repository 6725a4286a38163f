import type { NearestSpace } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { SpotSign } from "../../ui/SpotSign";

/** A free spot that is offered instead of another: its kind, its floor and how far it is. `more`: what else counts. */
export function NearestFacts({ spot, more = [] }: { spot: NearestSpace; more?: readonly string[] }) {
  const { t, format } = useI18n();
  const away = t("nearest.away", { floor: spot.areaCode, distance: format.distance(spot.distanceMetres) });
  return (
    <>
      <span className="flex items-center gap-1.5 font-medium">
        <SpotSign type={spot.type} size={14} />
        {t(`type.${spot.type}`)}
      </span>
      <span className="num block text-s text-ink-2">{[away, ...more].join(" · ")}</span>
    </>
  );
}
