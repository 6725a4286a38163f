/** What plate readers saw and are not sure of. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { paths } from "../schema";
import { adminKeys } from "./keys";
import type { Good } from "./types";

type Readings = Good<paths["/api/admin/lots/{slug}/observations"]["get"]>;
export type Reading = Readings["observations"][number];
export type Candidate = Reading["candidates"][number];
type Accepted = NonNullable<
  paths["/api/admin/lots/{slug}/observations/{observation_id}/accept"]["post"]["requestBody"]
>["content"]["application/json"];

/** A car waits at the barrier: they are asked for as often as the live page without a stream. */
const LOOK_AGAIN_MS = 5_000;

export function useReadings(slug: string) {
  return useInfiniteQuery({
    queryKey: adminKeys.readings(slug),
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/observations", {
          params: { path: { slug }, query: { before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function useAcceptReading(slug: string) {
  return useDecision(slug, ({ id, ...body }: Accepted & Pick<Reading, "id">) =>
    answerOf(
      client.POST("/api/admin/lots/{slug}/observations/{observation_id}/accept", {
        params: { path: { slug, observation_id: id } },
        body,
      }),
    ),
  );
}

export function useDismissReading(slug: string) {
  return useDecision(slug, ({ id, reason }: Pick<Reading, "id"> & { reason: string }) =>
    answerOf(
      client.POST("/api/admin/lots/{slug}/observations/{observation_id}/dismiss", {
        params: { path: { slug, observation_id: id } },
        body: { reason },
      }),
    ),
  );
}

function useDecision<Asked extends Pick<Reading, "id">>(
  slug: string,
  call: (asked: Asked) => Promise<unknown>,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (_, { id }) => {
      cache.setQueryData(adminKeys.readings(slug), (known?: InfiniteData<Readings>) => without(known, id));
      void cache.invalidateQueries({ queryKey: adminKeys.programs(slug) });
    },
    onSettled: () => void cache.invalidateQueries({ queryKey: adminKeys.readings(slug) }),
  });
}

/** What was decided waits no longer: it goes from its page at once. */
function without(known: InfiniteData<Readings> | undefined, id: Reading["id"]) {
  return (
    known && {
      ...known,
      pages: known.pages.map((page) => ({
        ...page,
        count: page.count - 1,
        observations: page.observations.filter((one) => one.id !== id),
      })),
    }
  );
}
