import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { paced } from "../lib/paced";
import { openStream } from "./events";
import type { SpacesChanged } from "./events";
import { bookingKeys } from "./bookings";
import { lotKeys, takenQuery } from "./lots";
import type { Span } from "./lots";
import type { AreaAvailability, AreaId } from "./types";

const POLL_MS = 5_000;
/** How long the counts of free spots may lag behind the map, so that a busy lot is not asked at every move. */
const COUNTS_MS = 5_000;

/**
 * The spots of a floor that are not free in a period, moved live by what other drivers do. When the server says that
 * it cannot see the newest state, the answer is marked stale and asked for again until it can.
 */
export function useLiveFloor(slug: string, areaId: AreaId | undefined, span: Span) {
  const cache = useQueryClient();
  const [flowing, setFlowing] = useState(false);

  useEffect(() => {
    if (areaId === undefined) return;
    const key = takenQuery(areaId, span).queryKey;
    const counts = paced(COUNTS_MS, () => {
      void cache.invalidateQueries({ queryKey: lotKeys.availability(slug) });
    });
    const close = openStream(
      { area: { id: areaId, ...span } },
      {
        onFlow: setFlowing,
        onAvailability: (event) => cache.setQueryData(key, event),
        onSpaces: (event) => {
          cache.setQueryData(key, (known) => known && applyChanges(known, event));
          // The stream does not say why a spot was closed.
          if (event.changes.some((change) => change.state === "closed"))
            void cache.invalidateQueries({ queryKey: key });
          counts.ask();
        },
        onMap: () => void cache.invalidateQueries({ queryKey: lotKeys.map(areaId) }),
        onStale: (event) => {
          cache.setQueryData(key, (known) => known && { ...known, asOf: event.since, stale: true });
        },
      },
    );
    return () => {
      counts.stop();
      close();
    };
    // The span's two ends say all there is of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cache, slug, areaId, span.from, span.to]);

  return useQuery({
    ...takenQuery(areaId ?? ("" as unknown as AreaId), span),
    enabled: areaId !== undefined,
    // While another period of the same floor is asked for, the map keeps its last look.
    placeholderData: (before) => (before?.areaId === areaId ? before : undefined),
    refetchInterval: (query) => (flowing && query.state.data?.stale !== true ? false : POLL_MS),
  });
}

/** The availability after some spots changed; a spot that is not listed is free. */
export function applyChanges(known: AreaAvailability, event: SpacesChanged): AreaAvailability {
  const changed = new Set(event.changes.map((change) => change.spaceId));
  const taken = known.taken.filter((space) => !changed.has(space.spaceId));
  for (const { spaceId, state } of event.changes)
    if (state !== "free") taken.push({ spaceId, state, reason: null });
  return { ...known, asOf: event.asOf, stale: false, taken };
}

/** Keeps a booking fresh: asks again when the stream tells of it. Returns whether the stream flows. */
export function useBookingStream(reference: string, enabled: boolean): boolean {
  const cache = useQueryClient();
  const [flowing, setFlowing] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    return openStream(
      { booking: reference },
      {
        onFlow: setFlowing,
        onBooking: () => void cache.invalidateQueries({ queryKey: bookingKeys.one(reference) }),
      },
    );
  }, [cache, reference, enabled]);
  return enabled && flowing;
}
