import { useMemo } from "react";
import { useAreaMap } from "../../api/lots";
import type { Booking } from "../../api/types";
import { prepareFloor } from "../../map/floor";
import type { Floor } from "../../map/floor";
import { findWays } from "../../map/ways";
import type { Way } from "../../map/ways";

interface BookedFloor {
  /** Null until the drawing is there. */
  floor: Floor | null;
  /** The drawing could not be had, from the phone or from the server. */
  missing: boolean;
  /** Walking ways from where people come in: from the lifts, then from elsewhere, nearest first. */
  ways: readonly Way[];
  way: Way | null;
}

/** The floor of a booked spot with the ways to it, computed on the phone; `way` begins at the landmark `from`. */
export function useBookedFloor(booking: Booking, from: string | null): BookedFloor {
  const map = useAreaMap(booking.area.id);
  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const ways = useMemo(() => (floor ? waysTo(floor, booking) : []), [floor, booking]);
  return {
    floor,
    missing: map.isError && !map.data,
    ways,
    way: ways.find((way) => way.landmark.id === from) ?? ways[0] ?? null,
  };
}

function waysTo(floor: Floor, { space }: Booking): readonly Way[] {
  const ways = findWays(floor);
  return [...ways.all(space.id, ["lift"]), ...ways.all(space.id, ["stairs", "entrance"])];
}
