import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import type { AreaAvailability, AreaId } from "./types";

export interface Span {
  /** Start and end as ISO 8601 in UTC; the end is not part of it. */
  from: string;
  to: string;
}

export const lotKeys = {
  all: ["lots"] as const,
  one: (slug: string) => ["lots", slug] as const,
  availability: (slug: string) => ["lots", slug, "availability"] as const,
  prices: (slug: string) => ["lots", slug, "prices"] as const,
  map: (areaId: AreaId) => ["areas", areaId, "map"] as const,
  taken: (areaId: AreaId, span: Span) => ["areas", areaId, "taken", span.from, span.to] as const,
};

export const appQuery = queryOptions({
  queryKey: ["app"],
  queryFn: ({ signal }) => answerOf(client.GET("/api/app", { signal })),
  staleTime: Infinity,
});

export function useAppInfo() {
  return useQuery(appQuery);
}

export const lotsQuery = queryOptions({
  queryKey: lotKeys.all,
  queryFn: ({ signal }) => answerOf(client.GET("/api/lots", { signal })),
});

export function useLots() {
  return useQuery({ ...lotsQuery, refetchInterval: 60_000 });
}

export function lotQuery(slug: string) {
  return queryOptions({
    queryKey: lotKeys.one(slug),
    queryFn: ({ signal }) => answerOf(client.GET("/api/lots/{slug}", { params: { path: { slug } }, signal })),
    staleTime: 300_000,
  });
}

export function useLot(slug: string) {
  return useQuery(lotQuery(slug));
}

/** Free spots per floor for a period. */
export function useLotAvailability(slug: string, span: Span) {
  return useQuery({
    queryKey: [...lotKeys.availability(slug), span.from, span.to],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/lots/{slug}/availability", { params: { path: { slug }, query: span }, signal }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** What each kind of spot costs for a period. While another period is asked for, the last prices stay. */
export function useLotPrices(slug: string, span: Span) {
  return useQuery({
    queryKey: [...lotKeys.prices(slug), span.from, span.to],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/lots/{slug}/prices", { params: { path: { slug }, query: span }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
}

export function areaMapQuery(areaId: AreaId) {
  return queryOptions({
    queryKey: lotKeys.map(areaId),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/areas/{area_id}/map", { params: { path: { area_id: areaId } }, signal })),
    // A drawing changes only when the server says so on the event stream.
    staleTime: Infinity,
  });
}

/** The drawing of a floor. */
export function useAreaMap(areaId: AreaId | undefined) {
  return useQuery({
    ...areaMapQuery(areaId ?? ("" as unknown as AreaId)),
    enabled: areaId !== undefined,
  });
}

export function takenQuery(areaId: AreaId, span: Span) {
  return queryOptions({
    queryKey: lotKeys.taken(areaId, span),
    queryFn: async ({ client: cache, queryKey, signal }) => {
      const answer = await answerOf(
        client.GET("/api/areas/{area_id}/availability", {
          params: { path: { area_id: areaId }, query: span },
          signal,
        }),
      );
      return newerOf(cache.getQueryData<AreaAvailability>(queryKey), answer);
    },
  });
}

/** An answer on its way may be overtaken by the event stream; only one that says it is blind always counts. */
function newerOf(known: AreaAvailability | undefined, answer: AreaAvailability): AreaAvailability {
  const overtaken = known && !answer.stale && Date.parse(answer.asOf) < Date.parse(known.asOf);
  return overtaken ? known : answer;
}
