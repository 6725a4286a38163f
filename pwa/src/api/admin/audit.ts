import { useInfiniteQuery } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { adminKeys } from "./keys";

export type DoneBy = "staff" | "anyone";

/** What was done on the lot, page by page, the newest first; with a reference, one booking's story. */
export function useAudit(slug: string, by: DoneBy, booking: string | null) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.audit(slug), by, booking],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/audit", {
          params: { path: { slug }, query: { by, booking, before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    // The story of a booking goes on while it is looked at.
    refetchInterval: booking === null ? false : 10_000,
  });
}
