/** The car park as it is now: asked for once, then moved by the server's event stream. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { paced } from "../../lib/paced";
import { answerOf, client } from "../client";
import { keepOpen } from "../events";
import type { AreaId, SpaceId, SpotNow } from "../types";
import { adminKeys } from "./keys";
import type { LotNow } from "./types";

/** Spots of a floor that are another way now, by their id. */
export interface SpotsMoved {
  areaId: AreaId;
  spots: Record<string, SpotNow>;
  asOf: string;
}

const MINUTE_MS = 60_000;
/** How often is asked while no stream flows, or the server itself is behind. */
const POLL_MS = 5_000;
/** How long the figures may lag behind what happens, so that a busy lot is not asked at every move. */
const FIGURES_MS = 1_000;

export function lotNowQuery(slug: string) {
  const key = adminKeys.now(slug);
  return queryOptions({
    queryKey: key,
    queryFn: async ({ client: cache, signal }) => {
      const answer = await answerOf(
        client.GET("/api/admin/lots/{slug}/now", { params: { path: { slug } }, signal }),
      );
      return newerOf(cache.getQueryData<LotNow>(key), answer);
    },
  });
}

/** Every floor with its spots, live. `flowing`: the server tells of each change as it happens. */
export function useLotNow(slug: string) {
  const cache = useQueryClient();
  const [flowing, setFlowing] = useState(false);

  useEffect(() => {
    const { queryKey } = lotNowQuery(slug);
    const figures = paced(FIGURES_MS, () => {
      void cache.invalidateQueries({ queryKey: adminKeys.overview(slug) });
      void cache.invalidateQueries({ queryKey: adminKeys.spots(slug) });
    });
    let known = false;
    const close = keepOpen(
      `/api/admin/lots/${encodeURIComponent(slug)}/events`,
      {
        now: (whole: LotNow) => {
          cache.setQueryData(queryKey, whole);
          // The server begins anew when a floor was drawn anew, among other things.
          if (known)
            void cache.invalidateQueries({ predicate: ({ queryKey: [, , what] }) => what === "map" });
          known = true;
        },
        spots: (moved: SpotsMoved) => {
          cache.setQueryData(queryKey, (known) => known && applyMoves(known, moved));
          figures.ask();
        },
        happened: () => figures.ask(),
        stale: ({ since }: { since: string }) => {
          cache.setQueryData(queryKey, (known) => known && { ...known, asOf: since, stale: true });
        },
      },
      setFlowing,
    );
    return () => {
      figures.stop();
      close();
    };
  }, [cache, slug]);

  const now = useQuery({
    ...lotNowQuery(slug),
    // Once a minute all the same: a stream that died without a word would never tell.
    refetchInterval: (query) => (flowing && query.state.data?.stale !== true ? MINUTE_MS : POLL_MS),
  });
  return { now, flowing };
}

/** The lot after some spots changed; a spot that is not listed is free. */
export function applyMoves(known: LotNow, moved: SpotsMoved): LotNow {
  return {
    asOf: moved.asOf,
    stale: false,
    floors: known.floors.map((floor) => {
      if (floor.areaId !== moved.areaId) return floor;
      const all = Object.entries({ ...floor.spots, ...moved.spots });
      return { ...floor, spots: Object.fromEntries(all.filter(([, state]) => state !== "free")) };
    }),
  };
}

/** An answer on its way may be overtaken by the event stream; only one that says it is blind always counts. */
function newerOf(known: LotNow | undefined, answer: LotNow): LotNow {
  const overtaken = known && !answer.stale && Date.parse(answer.asOf) < Date.parse(known.asOf);
  return overtaken ? known : answer;
}

/** The figures of the day, and who stays too long. */
export function useOverview(slug: string) {
  return useQuery({
    queryKey: adminKeys.overview(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/overview", { params: { path: { slug } }, signal })),
    refetchInterval: MINUTE_MS,
  });
}

/** Who has a spot now and next, and what closes it. */
export function useSpotFacts(slug: string, spaceId: SpaceId) {
  return useQuery({
    queryKey: [...adminKeys.spots(slug), spaceId],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/spots/{space_id}", {
          params: { path: { slug, space_id: spaceId } },
          signal,
        }),
      ),
    refetchInterval: MINUTE_MS,
  });
}
