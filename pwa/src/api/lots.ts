import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import type { AreaId } from "./types";

export interface Span {
  /** Start and end as ISO 8601 in UTC; the end is not part of it. */
  from: string;
  to: string;
}

export const lotKeys = {
  all: ["lots"] as const,
  one: (slug: string) => ["lots", slug] as const,
  availability: (slug: string) => ["lots", slug, "availability"] as const,
  map: (areaId: AreaId) => ["areas", areaId, "map"] as const,
  taken: (areaId: AreaId, span: Span) => ["areas", areaId, "taken", span.from, span.to] as const,
};

export function useAppInfo() {
  return useQuery({
    queryKey: ["app"],
    queryFn: ({ signal }) => answerOf(client.GET("/api/app", { signal })),
    staleTime: Infinity,
  });
}

export function useLots() {
  return useQuery({
    queryKey: lotKeys.all,
    queryFn: ({ signal }) => answerOf(client.GET("/api/lots", { signal })),
    refetchInterval: 60_000,
  });
}

export function useLot(slug: string) {
  return useQuery({
    queryKey: lotKeys.one(slug),
    queryFn: ({ signal }) => answerOf(client.GET("/api/lots/{slug}", { params: { path: { slug } }, signal })),
    staleTime: 300_000,
  });
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
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/areas/{area_id}/availability", {
          params: { path: { area_id: areaId }, query: span },
          signal,
        }),
      ),
  });
}
