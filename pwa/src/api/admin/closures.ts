import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { SpaceId } from "../types";
import { useAskedAnew } from "./happened";
import { adminKeys } from "./keys";
import type { Closure } from "./types";

/** Which spots, and for when: without a start from now on, without an end until they are opened again. */
export interface Closing {
  spaceIds: SpaceId[];
  startsAt: string | null;
  endsAt: string | null;
}

/** What changes the lists of closures. */
const CLOSING = new Set(["SpaceClosed", "SpaceReopened", "SpaceClosureShortened"]);

/** What is closed, or will be; asked for again, as what was, when somebody closes or reopens spots. */
export function useClosures(slug: string) {
  useAskedAnew(slug, adminKeys.closures(slug), CLOSING);
  return useQuery({
    queryKey: adminKeys.closures(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/closures", { params: { path: { slug } }, signal })),
    select: ({ closures }) => closures,
    refetchInterval: 60_000,
  });
}

/** What was closed, page by page. */
export function usePastClosures(slug: string) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.closures(slug), "past"],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/closures/past", {
          params: { path: { slug }, query: { before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Who is booked there, and what would become of them; null while it is not to be asked. */
export function useClosingPreview(slug: string, closing: Closing | null) {
  return useQuery({
    queryKey: [...adminKeys.closures(slug), "preview", closing],
    queryFn: ({ signal }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/closures/preview", {
          params: { path: { slug } },
          body: closing ?? { spaceIds: [] },
          signal,
        }),
      ),
    select: ({ bookings }) => bookings,
    enabled: closing !== null,
    gcTime: 0,
  });
}

/** Closing moves bookings or ends them, gives money back, and is told in the trail. */
function useAfterwards(slug: string) {
  const cache = useQueryClient();
  return () => {
    for (const name of [
      "now",
      "overview",
      "spots",
      "closures",
      "bookings",
      "stays",
      "money",
      "audit",
    ] as const)
      void cache.invalidateQueries({ queryKey: adminKeys[name](slug) });
  };
}

export function useClose(slug: string) {
  return useMutation({
    mutationFn: (body: Closing & { reason: string }) =>
      answerOf(client.POST("/api/admin/lots/{slug}/closures", { params: { path: { slug } }, body })),
    onSettled: useAfterwards(slug),
  });
}

/** Ends closures now, or sooner than was planned; what has not begun is taken back. */
export function useEndClosures(slug: string) {
  return useMutation({
    mutationFn: (body: { closureIds: Closure["id"][]; endsAt: string | null }) =>
      answerOf(client.POST("/api/admin/lots/{slug}/closures/end", { params: { path: { slug } }, body })),
    onSettled: useAfterwards(slug),
  });
}
