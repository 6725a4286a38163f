import { useState } from "react";
import type { RefObject } from "react";
import type { Floor, Spot } from "./floor";
import type { Band } from "./gestures";
import type { Stage } from "./stage";

/** Where a band lies over the map, in pixels. */
interface Lying {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A band that the mouse draws around spots; those whose middle lies in it are meant. */
export function useBand(
  floor: Floor,
  stage: RefObject<Stage | null>,
  onBand: ((spots: Spot[]) => void) | undefined,
): { band: Lying | null; startBand: () => Band | null } {
  const [band, setBand] = useState<Lying | null>(null);

  function startBand(): Band | null {
    if (!onBand) return null;
    return {
      draw: (from, to) =>
        setBand({
          left: Math.min(from.x, to.x),
          top: Math.min(from.y, to.y),
          width: Math.abs(to.x - from.x),
          height: Math.abs(to.y - from.y),
        }),
      end: (from, to) => {
        setBand(null);
        const a = stage.current?.floorPoint(from.x, from.y);
        const b = to && stage.current?.floorPoint(to.x, to.y);
        if (!a || !b) return;
        const lies = (value: number, one: number, other: number) =>
          value >= Math.min(one, other) && value <= Math.max(one, other);
        onBand(floor.spots.filter((spot) => lies(spot.x, a.x, b.x) && lies(spot.y, a.y, b.y)));
      },
    };
  }
  return { band, startBand };
}
