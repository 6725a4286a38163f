/** Figures of the floors as they stand, counted from the spots themselves, so that they move with them. */
import type { FloorNow, LotNow } from "../../../api/admin/types";
import type { SpaceId, SpaceType, SpotNow } from "../../../api/types";
import type { Spot } from "../../../map/floor";

export const STATES: readonly SpotNow[] = ["free", "held", "booked", "occupied", "overstayed", "closed"];
const IN_USE: ReadonlySet<SpotNow> = new Set(["booked", "occupied", "overstayed"]);

export type States = ReadonlyMap<SpaceId, SpotNow>;
export type StateCounts = Readonly<Record<SpotNow, number>>;

/** The spots of a floor that are not free. */
export function statesOf(floor: FloorNow | undefined): States {
  return new Map(Object.entries(floor?.spots ?? {}).map(([id, state]) => [Number(id), state]));
}

export function countStates(floor: FloorNow): StateCounts {
  const counts = { free: 0, held: 0, booked: 0, occupied: 0, overstayed: 0, closed: 0 };
  const all = floor.byType.reduce((sum, { total }) => sum + total, 0);
  for (const state of Object.values(floor.spots)) counts[state] += 1;
  return { ...counts, free: all - Object.keys(floor.spots).length };
}

export interface Fullness {
  /** Those that are promised or stood on. */
  inUse: number;
  /** Those on which a car stands. */
  occupied: number;
  /** Those that are open. */
  spots: number;
  /** Of the open ones those in use. */
  percent: number;
}

/** How full the whole lot is. */
export function fullnessOf(now: LotNow): Fullness {
  let inUse = 0;
  let occupied = 0;
  let spots = 0;
  for (const counts of now.floors.map(countStates)) {
    occupied += counts.occupied + counts.overstayed;
    for (const state of STATES) {
      if (IN_USE.has(state)) inUse += counts[state];
      if (state !== "closed") spots += counts[state];
    }
  }
  return { inUse, occupied, spots, percent: spots === 0 ? 0 : Math.round((100 * inUse) / spots) };
}

export interface KindCount {
  type: SpaceType;
  free: number;
  inUse: number;
  total: number;
}

const KINDS: readonly SpaceType[] = ["standard", "ev", "vip", "oku", "motorcycle"];

/** The spots of a floor by kind; kinds that it does not have are left out. */
export function countKinds(spots: readonly Spot[], states: States): KindCount[] {
  const kinds = KINDS.map((type) => ({ type, free: 0, inUse: 0, total: 0 }));
  for (const { id, type } of spots) {
    const kind = kinds.find((one) => one.type === type);
    if (!kind) continue;
    const state = states.get(id) ?? "free";
    kind.total += 1;
    if (state === "free") kind.free += 1;
    if (IN_USE.has(state)) kind.inUse += 1;
  }
  return kinds.filter(({ total }) => total > 0);
}

/** Beyond so many percent more nobody reads the number: the amounts tell it better. */
export const MUCH_MORE = 900;

/** By how many percent an amount is more than one before; null when there was none to compare with. */
export function changeInPercent(now: number, before: number): number | null {
  return before <= 0 ? null : Math.round((100 * (now - before)) / before);
}
