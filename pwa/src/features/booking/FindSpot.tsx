import { Maximize2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useAreaMap } from "../../api/lots";
import type { Booking, SpaceState, SpaceId } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { prepareFloor } from "../../map/floor";
import type { Floor } from "../../map/floor";
import { FloorMap } from "../../map/FloorMap";
import { findWays } from "../../map/ways";
import type { Way } from "../../map/ways";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";

const NOTHING_TAKEN: ReadonlyMap<SpaceId, SpaceState> = new Map();

/** The booked spot on its floor, with the walking way from the nearest lift or entrance. */
export function FindSpot({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const map = useAreaMap(booking.area.id);
  const [open, setOpen] = useState(false);
  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const way = useMemo(() => {
    if (!floor) return null;
    const ways = findWays(floor);
    return ways.nearest(booking.space.id) ?? ways.nearest(booking.space.id, ["stairs", "entrance"]);
  }, [floor, booking.space.id]);

  if (map.isError) return null;
  return (
    <section className="glass overflow-hidden rounded-card" aria-labelledby="find">
      <div className="flex flex-wrap items-center gap-3 p-5 pb-3">
        <div className="min-w-0 flex-[1_1_8rem]">
          <h2 id="find" className="text-l font-semibold">
            {t("find.title")}
          </h2>
          {way ? (
            <p className="num text-s text-ink-2">
              {t("spot.fromLandmark", {
                distance: format.distance(way.metres),
                landmark: way.landmark.label,
              })}
            </p>
          ) : null}
        </div>
        <Button
          tone="quiet"
          icon={<Maximize2 size={16} aria-hidden />}
          onClick={() => setOpen(true)}
          disabled={!floor}
          data-testid="find-open"
        >
          {t("find.open")}
        </Button>
      </div>
      {floor ? (
        // A picture only: the page must scroll under a thumb. The map itself opens by the button.
        <div className="pointer-events-none h-72 border-t border-line" aria-hidden="true" inert>
          <BookedFloor floor={floor} booking={booking} way={way} still />
        </div>
      ) : (
        <Skeleton className="m-5 mt-0 h-64" />
      )}
      {open && floor ? (
        <Dialog title={`${booking.area.name} · ${booking.space.label}`} onClose={() => setOpen(false)}>
          <div className="-mx-5 -mb-5 h-[70dvh]">
            <BookedFloor floor={floor} booking={booking} way={way} />
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}

interface BookedFloorProps {
  floor: Floor;
  booking: Booking;
  way: Way | null;
  still?: boolean;
}

function BookedFloor({ floor, booking, way, still = false }: BookedFloorProps) {
  const { t } = useI18n();
  return (
    <FloorMap
      floor={floor}
      states={NOTHING_TAKEN}
      mine={booking.space.id}
      quiet
      still={still}
      way={way?.points ?? null}
      label={t("find.map", { label: booking.space.label, floor: booking.area.name })}
      describe={(spot) => `${spot.label}, ${t(`type.${spot.type}`)}`}
    />
  );
}
