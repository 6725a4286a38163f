/** Choosing among the spots of a floor. */
import type { SpaceId, SpaceState, SpaceType, TakenSpace } from "../../api/types";
import type { Floor, Spot } from "../../map/floor";
import type { Ways } from "../../map/ways";

export type Filter = Exclude<SpaceType, "standard"> | "nearLift";

/** Closer than this to a lift, along the lanes. */
const NEAR_METRES = 40;

export function statesOf(taken: readonly TakenSpace[]): Map<SpaceId, SpaceState> {
  return new Map(taken.map((space) => [space.spaceId, space.state]));
}

/** The spots that meet the filters: one of the kinds, and near a lift when that is asked. Null without filters. */
export function matchesOf(floor: Floor, ways: Ways, filters: ReadonlySet<Filter>): Set<SpaceId> | null {
  if (filters.size === 0) return null;
  const kinds = [...filters].filter((filter) => filter !== "nearLift");
  return new Set(
    floor.spots
      .filter((spot) => kinds.length === 0 || kinds.some((kind) => kind === spot.type))
      .filter((spot) => {
        if (!filters.has("nearLift")) return true;
        const way = ways.nearest(spot.id);
        return way !== null && way.metres <= NEAR_METRES;
      })
      .map((spot) => spot.id),
  );
}

/** Free spots of the same kind on this floor, nearest first. */
export function nearestEquals(
  floor: Floor,
  states: ReadonlyMap<SpaceId, SpaceState>,
  wanted: Spot,
  count: number,
): Spot[] {
  const away = (spot: Spot) => Math.hypot(spot.x - wanted.x, spot.y - wanted.y);
  return floor.spots
    .filter((spot) => spot.id !== wanted.id && spot.type === wanted.type && !states.has(spot.id))
    .sort((a, b) => away(a) - away(b))
    .slice(0, count);
}

export function freeCount(floor: Floor, states: ReadonlyMap<SpaceId, SpaceState>): number {
  return floor.spots.filter((spot) => !states.has(spot.id)).length;
}
