import { useState } from "react";
import type { RefObject } from "react";
import type { Floor, Spot } from "./floor";
import { SLOP_PX } from "./gestures";
import type { Grip } from "./gestures";
import type { Stage } from "./stage";

/** Where a band lies over the map, in pixels. */
interface Lying {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A band that the mouse draws around spots; those whose middle lies in it are meant. Without a stroke it is a tap. */
export function useBand(
  floor: Floor,
  stage: RefObject<Stage | null>,
  onBand: ((spots: Spot[]) => void) | undefined,
  onTap: (x: number, y: number) => void,
): { band: Lying | null; startBand: (x: number, y: number, event: PointerEvent) => Grip | null } {
  const [band, setBand] = useState<Lying | null>(null);

  function startBand(x: number, y: number, event: PointerEvent): Grip | null {
    if (!onBand || event.pointerType !== "mouse") return null;
    let isDrawn = false;
    return {
      move: (toX, toY) => {
        isDrawn ||= Math.hypot(toX - x, toY - y) >= SLOP_PX;
        if (!isDrawn) return;
        setBand({
          left: Math.min(x, toX),
          top: Math.min(y, toY),
          width: Math.abs(toX - x),
          height: Math.abs(toY - y),
        });
      },
      end: (toX, toY) => {
        setBand(null);
        if (!isDrawn) {
          onTap(toX, toY);
          return;
        }
        const a = stage.current?.floorPoint(x, y);
        const b = stage.current?.floorPoint(toX, toY);
        if (!a || !b) return;
        const lies = (value: number, one: number, other: number) =>
          value >= Math.min(one, other) && value <= Math.max(one, other);
        onBand(floor.spots.filter((spot) => lies(spot.x, a.x, b.x) && lies(spot.y, a.y, b.y)));
      },
      cancel: () => setBand(null),
    };
  }
  return { band, startBand };
}
