import { useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import type { SpaceId } from "../../../api/types";
import type { Spot } from "../../../map/floor";

/** Spots that are chosen together, over all floors: what people call each, by its id. */
export interface Selection {
  spots: ReadonlyMap<SpaceId, string>;
  ids: ReadonlySet<SpaceId>;
  toggle: (code: string, spot: Spot) => void;
  add: (code: string, spots: readonly Spot[]) => void;
  clear: () => void;
  end: () => void;
}

const NONE: ReadonlyMap<SpaceId, string> = new Map();

/** Choosing several spots at once; null while that is not what is done. An address may ask for it. */
export function useSelection(isAllowed: boolean): { selection: Selection | null; begin: () => void } {
  const [query] = useSearchParams();
  const [isOn, setIsOn] = useState(() => query.has("select"));
  const [spots, setSpots] = useState(NONE);
  const ids = useMemo(() => new Set(spots.keys()), [spots]);
  const named = (code: string, { label }: Spot) => `${code} · ${label}`;

  function toggle(code: string, spot: Spot) {
    setSpots((before) => {
      const after = new Map(before);
      if (!after.delete(spot.id)) after.set(spot.id, named(code, spot));
      return after;
    });
  }

  function add(code: string, some: readonly Spot[]) {
    setSpots((before) => new Map([...before, ...some.map((spot) => [spot.id, named(code, spot)] as const)]));
  }

  function end() {
    setSpots(NONE);
    setIsOn(false);
  }

  const selection = isOn && isAllowed ? { spots, ids, toggle, add, clear: () => setSpots(NONE), end } : null;
  return { selection, begin: () => setIsOn(true) };
}
