/** Who is in and who is coming, what is owed, and the keys by which passes are believed. */
import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { paced } from "../../lib/paced";
import { answerOf, client } from "../client";
import { keepOpen } from "../events";
import { isOnline } from "../reach";
import { adminKeys } from "./keys";
import type { ExitFee, Inside, MovementSent, Tender } from "./types";

const MINUTE_MS = 60_000;
/** How long the lists may lag behind what happens. */
const LAG_MS = 1_000;
const PATIENCE_MS = 8_000;

export function staysQuery(slug: string) {
  return queryOptions({
    queryKey: adminKeys.stays(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/stays", { params: { path: { slug } }, signal })),
  });
}

/** The cars at the lot, asked for again whenever something happened there. */
export function useStays(slug: string) {
  const cache = useQueryClient();
  useEffect(() => {
    const again = paced(LAG_MS, () => void cache.invalidateQueries({ queryKey: adminKeys.stays(slug) }));
    const close = keepOpen(
      `/api/admin/lots/${encodeURIComponent(slug)}/events`,
      { happened: () => again.ask() },
      () => undefined,
    );
    return () => {
      again.stop();
      close();
    };
  }, [cache, slug]);
  // What is owed grows by itself.
  return useQuery({ ...staysQuery(slug), refetchInterval: MINUTE_MS });
}

/** What cars owe that have left, page by page; the first page is in the lists as well. */
export function useLeftOwing(slug: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.stays(slug), "owing"],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/left-owing", {
          params: { path: { slug }, query: { before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
}

/** What the car of one booking left owing. */
export function useLeftOwingOf(slug: string, reference: string, enabled: boolean) {
  return useQuery({
    queryKey: [...adminKeys.stays(slug), "owing", reference],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/left-owing", {
          params: { path: { slug }, query: { booking: reference } },
          signal,
        }),
      ),
    select: ({ fees }) => fees[0] ?? null,
    retry: false,
    enabled,
  });
}

/** The public keys of the passes: asked for daily, and kept for when there is no signal. */
export const passKeysQuery = queryOptions({
  queryKey: ["passes", "keys"],
  queryFn: ({ signal }) => answerOf(client.GET("/api/passes/keys", { signal })),
  staleTime: 86_400_000,
});

/**
 * The keys of this minute; none where the server does not answer. A pass that none of the known keys signed may be of a
 * newer secret than theirs.
 */
export async function newerPassKeys(cache: QueryClient) {
  if (!isOnline()) return [];
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { keys } = await cache.query({
      ...passKeysQuery,
      queryFn: () => answerOf(client.GET("/api/passes/keys", { signal })),
      staleTime: MINUTE_MS,
      retry: false,
    });
    return keys;
  } catch {
    return [];
  }
}

/** A car came or went just now. Nobody waits long at a barrier: without an answer it is told later. */
export function tellMovement(slug: string, body: MovementSent) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return answerOf(
    client.POST("/api/admin/lots/{slug}/movements", { params: { path: { slug } }, body, signal }),
  );
}

/** What a phone saw while it was offline. */
export function tellMovements(slug: string, movements: MovementSent[]) {
  return answerOf(
    client.POST("/api/admin/lots/{slug}/movements/sync", {
      params: { path: { slug } },
      body: { movements },
    }),
  );
}

function useAfterwards(slug: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: adminKeys.stays(slug) });
}

/** Fixes what a stay owes now. */
export function useAskFee(slug: string) {
  return useMutation({
    mutationFn: (sessionId: Inside["sessionId"]) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/stays/{session_id}/fee", {
          params: { path: { slug, session_id: sessionId } },
        }),
      ),
  });
}

/** An address where the driver pays. */
export function usePayLink(slug: string) {
  return useMutation({
    mutationFn: (feeId: ExitFee["id"]) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/fees/{fee_id}/link", {
          params: { path: { slug, fee_id: feeId } },
        }),
      ),
  });
}

export function useTakeAtCounter(slug: string) {
  return useMutation({
    mutationFn: ({ feeId, tender }: { feeId: ExitFee["id"]; tender: Tender }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/fees/{fee_id}/counter", {
          params: { path: { slug, fee_id: feeId } },
          body: { tender },
        }),
      ),
    onSettled: useAfterwards(slug),
  });
}

export function useWaive(slug: string) {
  return useMutation({
    mutationFn: ({ feeId, reason }: { feeId: ExitFee["id"]; reason: string }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/fees/{fee_id}/waive", {
          params: { path: { slug, fee_id: feeId } },
          body: { reason },
        }),
      ),
    onSettled: useAfterwards(slug),
  });
}
