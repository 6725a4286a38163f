import { useMemo } from "react";
import type { FloorNow, LotNow } from "../../../api/admin/types";
import { useAreaMap } from "../../../api/lots";
import { prepareFloor } from "../../../map/floor";
import { statesOf } from "./counts";
import { useFloorChoice } from "./useFloorChoice";

const NONE: readonly FloorNow[] = [];

/** The floor that is looked at: its drawing, its spots as they are, and the one that was picked. */
export function useFloorLook(now: LotNow | undefined) {
  const [choice, choose] = useFloorChoice();
  const floors = useMemo(() => now?.floors.toSorted((a, b) => b.level - a.level) ?? NONE, [now?.floors]);
  const here = floors.find((one) => one.code === choice.floor) ?? nearestToStreet(floors);
  const map = useAreaMap(here?.areaId);
  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const states = useMemo(() => statesOf(here), [here]);
  const picked = floor?.spots.find((spot) => spot.label === choice.spot) ?? null;
  return { floors, here, map, floor, states, picked, choose };
}

export type FloorLook = ReturnType<typeof useFloorLook>;

function nearestToStreet(floors: readonly FloorNow[]): FloorNow | undefined {
  return floors.toSorted((a, b) => Math.abs(a.level) - Math.abs(b.level))[0];
}
