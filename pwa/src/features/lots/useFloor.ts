import { useMemo, useState } from "react";
import { useLiveFloor } from "../../api/live";
import { useAreaMap, useLotAvailability, useLotPrices } from "../../api/lots";
import { isProblem } from "../../api/problem";
import { useOnline } from "../../api/reach";
import type { AreaSummary, Lot, SpaceId } from "../../api/types";
import { prepareFloor } from "../../map/floor";
import { findWays } from "../../map/ways";
import { useNow } from "../../ui/useNow";
import { isoMinutes, refusalOf, resolvePeriod } from "../booking/period";
import { allClosed, freeByType, freeOfKinds, kindsToCount, statesOf } from "./spots";
import type { Prices, SpotsTaken, Wanted } from "./spots";
import type { LotChoice } from "./useLotChoice";

/** The floor that is looked at in the chosen time: its drawing, its ways and, live, who stands where. */
export function useFloor(lot: Lot, choice: LotChoice) {
  const now = useNow(15_000);
  const period = resolvePeriod(choice.period, now);
  const span = { from: isoMinutes(period.from), to: isoMinutes(period.to) };
  const areas = useMemo(() => lot.areas.toSorted((a, b) => b.level - a.level), [lot.areas]);
  const counts = useLotAvailability(lot.slug, span).data;
  // Others' bookings must not move the driver to another floor, so the one to begin with is settled once.
  const [first] = useState(() => floorToBeginWith(areas));
  const area = areas.find((one) => one.code === choice.floor) ?? first;
  const map = useAreaMap(area?.id);
  const taken = useLiveFloor(lot.slug, area?.id, span);
  const asked = useLotPrices(lot.slug, span);
  const online = useOnline();
  const refusal = refusalOf(lot, period, now);
  // The hours are known, so this needs no answer.
  const closed = refusal === "closed";
  const refused = isProblem(asked.error) ? asked.error : null;
  // Without the server nobody knows what is free: the map shows where the spots are, and no more.
  const answered = online && refusal === null && refused === null ? taken.data : undefined;

  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const ways = useMemo(() => (floor ? findWays(floor) : null), [floor]);
  const availability: SpotsTaken | undefined = useMemo(
    () =>
      (closed ? floor && { from: span.from, to: span.to, taken: allClosed(floor) } : answered) ?? undefined,
    [closed, floor, span.from, span.to, answered],
  );
  const states = useMemo(() => statesOf(availability?.taken ?? []), [availability]);

  const prices: Prices = useMemo(
    () => new Map(closed ? [] : asked.data?.prices.map(({ type, amountSen }) => [type, amountSen])),
    [closed, asked.data],
  );

  /**
   * Free spots of any floor of the lot, of the kinds that are wanted; of the floor that is looked at, those alone that
   * match. Null where it has none of these kinds, undefined while it is not known.
   */
  function freeOf(
    one: AreaSummary,
    wanted: Wanted,
    matches: ReadonlySet<SpaceId> | null,
  ): number | null | undefined {
    if (closed) return 0;
    if (!online || refusal !== null || refused !== null) return undefined;
    const free =
      one.id === area?.id && floor && taken.data
        ? freeByType(floor, states, matches)
        : counts?.areas.find((it) => it.areaId === one.id)?.freeByType;
    return free && freeOfKinds(free, kindsToCount(lot.spaceTypes, wanted, prices));
  }

  return {
    ...{ period, areas, area, map, taken, online, floor, ways, states, freeOf },
    /** Which spots are not free; undefined while it is not known. */
    availability,
    /** The lot is closed for a part of this time, or all of it: none of its spots can be had. */
    closed,
    /** Of each kind of spot; while they are asked for anew, those of the time before. */
    prices,
    arePricesOld: asked.isPlaceholderData,
    /** Why this time has no price, when the server refused it. */
    refused,
  };
}

export type LookedAt = ReturnType<typeof useFloor>;

/** The floor nearest to the street that has something free. */
function floorToBeginWith(areas: readonly AreaSummary[]): AreaSummary | undefined {
  const byStreet = areas.toSorted((a, b) => Math.abs(a.level) - Math.abs(b.level) || b.level - a.level);
  return byStreet.find((area) => area.freeNow > 0) ?? byStreet[0];
}
