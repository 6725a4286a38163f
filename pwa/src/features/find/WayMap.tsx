import type { Booking, SpaceId, SpaceState } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Floor } from "../../map/floor";
import { FloorMap } from "../../map/FloorMap";
import type { Way } from "../../map/ways";
import { useGrowing } from "./useGrowing";

const NOTHING_TAKEN: ReadonlyMap<SpaceId, SpaceState> = new Map();

interface Props {
  floor: Floor;
  booking: Booking;
  way: Way | null;
  /** A picture without buttons and without motion. */
  still?: boolean;
}

/** The booked spot on its floor, and the way to it. */
export function WayMap({ floor, booking, way, still = false }: Props) {
  const { t } = useI18n();
  const whole = way?.points ?? null;
  const growing = useGrowing(still ? null : whole);
  return (
    <FloorMap
      floor={floor}
      states={NOTHING_TAKEN}
      mine={booking.space.id}
      quiet
      still={still}
      way={still ? whole : growing}
      from={way?.landmark.id ?? null}
      lookAt={whole}
      label={t("find.map", { label: booking.space.label, floor: booking.area.name })}
      describe={(spot) => `${spot.label}, ${t(`type.${spot.type}`)}`}
    />
  );
}
