/** Choosing among the spots of a floor. */
import type { AreaAvailability, SpaceId, SpaceState, SpaceType, TakenSpace } from "../../api/types";
import type { Floor, Spot } from "../../map/floor";
import type { Way, Ways } from "../../map/ways";

export type Kind = Exclude<SpaceType, "standard">;

/** What a spot must be: one of the kinds, near a lift, no dearer than a spot of the kind `upTo`. */
export interface Wanted {
  kinds: ReadonlySet<Kind>;
  nearLift: boolean;
  upTo: SpaceType | null;
}
export const ANYTHING: Wanted = { kinds: new Set(), nearLift: false, upTo: null };

/** What each kind costs in the chosen time, in sen with tax; without the kinds whose price is not known. */
export type Prices = ReadonlyMap<SpaceType, number>;

/** Closer than this to a lift, along the lanes. */
const NEAR_METRES = 40;

/** How many filters are set. */
export function countOf({ kinds, nearLift, upTo }: Wanted): number {
  return kinds.size + Number(nearLift) + Number(upTo !== null);
}

/**
 * The prices to choose by, cheapest first, each with a kind that costs it. The dearest is left out: it would filter
 * nothing.
 */
export function priceLimits(prices: Prices): { upTo: SpaceType; amountSen: number }[] {
  const kindOf = new Map([...prices].toReversed().map(([type, amountSen]) => [amountSen, type]));
  return [...kindOf]
    .map(([amountSen, upTo]) => ({ upTo, amountSen }))
    .toSorted((a, b) => a.amountSen - b.amountSen)
    .slice(0, -1);
}

export function statesOf(taken: readonly TakenSpace[]): Map<SpaceId, SpaceState> {
  return new Map(taken.map((space) => [space.spaceId, space.state]));
}

/** The spots of a floor that are not free in a period. */
export type SpotsTaken = Pick<AreaAvailability, "from" | "to" | "taken">;

/** Every spot of a floor, as it stands while the lot is closed. */
export function allClosed(floor: Floor): TakenSpace[] {
  return floor.spots.map(({ id }) => ({ spaceId: id, state: "closed", reason: null }));
}

/** The spots that meet the filters; null when there are none. A price that is not known filters nothing. */
export function matchesOf(floor: Floor, ways: Ways, wanted: Wanted, prices: Prices): Set<SpaceId> | null {
  if (countOf(wanted) === 0) return null;
  return new Set(
    floor.spots
      .filter(({ type }) => isWanted(type, wanted, prices))
      .filter(({ id }) => !wanted.nearLift || (ways.nearest(id)?.metres ?? Infinity) <= NEAR_METRES)
      .map((spot) => spot.id),
  );
}

function isWanted(type: SpaceType, { kinds, upTo }: Wanted, prices: Prices): boolean {
  const most = (upTo ? prices.get(upTo) : undefined) ?? Infinity;
  return (kinds.size === 0 || (type !== "standard" && kinds.has(type))) && (prices.get(type) ?? 0) <= most;
}

/** Cars and motorcycles both have their spots. */
export function isForBoth(types: readonly SpaceType[]): boolean {
  return types.includes("motorcycle") && types.length > 1;
}

/** Which of a lot's kinds of spot are counted: those that the filters let through; without one, those for cars. */
export function kindsToCount(types: readonly SpaceType[], wanted: Wanted, prices: Prices): SpaceType[] {
  if (wanted.kinds.size > 0 || wanted.upTo !== null)
    return types.filter((type) => isWanted(type, wanted, prices));
  return types.filter((type) => type !== "motorcycle" || !isForBoth(types));
}

/** The free spots of a floor by their kind, those alone that match. */
export function freeByType(
  floor: Floor,
  states: ReadonlyMap<SpaceId, SpaceState>,
  matches: ReadonlySet<SpaceId> | null,
): Partial<Record<SpaceType, number>> {
  const free: Partial<Record<SpaceType, number>> = {};
  for (const { id, type } of floor.spots) {
    const counts = !states.has(id) && (!matches || matches.has(id));
    free[type] = (free[type] ?? 0) + Number(counts);
  }
  return free;
}

/** How many are free of these kinds; null on a floor that has none of them. */
export function freeOfKinds(
  free: Partial<Record<SpaceType, number>>,
  kinds: readonly SpaceType[],
): number | null {
  const counts = kinds.map((kind) => free[kind]).filter((count) => count !== undefined);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

export function hasLift(floor: Floor): boolean {
  return floor.map.drawing.landmarks.some((landmark) => landmark.kind === "lift");
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

export type Order = "near" | "price" | "label";

export interface Row {
  spot: Spot;
  state: SpaceState;
  /** Why it is closed, when the operator said so. */
  reason: string | null;
  /** The way to the nearest lift; on a floor without one, to where people come in. */
  way: Way | null;
  amountSen: number | null;
}

export interface Listing {
  floor: Floor;
  ways: Ways;
  prices: Prices;
  taken: readonly TakenSpace[];
  matches: ReadonlySet<SpaceId> | null;
  /** Begins the label of every row, such as "B" or "b12"; empty for all. */
  query: string;
  order: Order;
  freeOnly: boolean;
  /** Spots that were free when the list was laid: they keep their place, so that nothing moves under a finger. */
  wereFree: ReadonlySet<SpaceId>;
}

const ENTRIES = ["stairs", "entrance"] as const;

/** The spots as a list: what is free first. One that is looked for by its label is found whatever its state. */
export function listSpots(listing: Listing): Row[] {
  const { floor, ways, prices, matches, order, freeOnly, wereFree } = listing;
  const taken = new Map(listing.taken.map((space) => [space.spaceId, space]));
  const wanted = labelKey(listing.query);
  const isOpen = ({ spot, state }: Row) => state === "free" || wereFree.has(spot.id);
  return floor.spots
    .filter((spot) => !matches || matches.has(spot.id))
    .filter((spot) => labelKey(spot.label).startsWith(wanted))
    .map((spot): Row => ({
      spot,
      state: taken.get(spot.id)?.state ?? "free",
      reason: taken.get(spot.id)?.reason ?? null,
      way: ways.nearest(spot.id) ?? ways.nearest(spot.id, ENTRIES),
      amountSen: prices.get(spot.type) ?? null,
    }))
    .filter((row) => !freeOnly || wanted !== "" || isOpen(row))
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || compare(a, b, order));
}

function compare(a: Row, b: Row, order: Order): number {
  const byLabel = a.spot.label.localeCompare(b.spot.label, undefined, { numeric: true });
  if (order === "label") return byLabel;
  const byWay = (a.way?.metres ?? 0) - (b.way?.metres ?? 0) || byLabel;
  return order === "near" ? byWay : (a.amountSen ?? 0) - (b.amountSen ?? 0) || byWay;
}

function labelKey(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}
