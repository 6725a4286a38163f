/** What parking costs, from when on, and on which terms. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { lotKeys } from "../lots";
import type { components, paths } from "../schema";
import { adminKeys } from "./keys";
import type { Good, Sent } from "./types";

export type Prices = Good<paths["/api/admin/lots/{slug}/prices"]["get"]>;
/** A rate table as it is kept. */
export type Tariff = Prices["tables"][number];
export type Terms = Prices["terms"];
export type RefundStep = Terms["cancellationPolicy"][number];
/** A rate table as it is written. */
export type TariffBody = components["schemas"]["TariffIn"];
export type Band = Tariff["bands"][number];
export type PreviewBody = Sent<paths["/api/admin/lots/{slug}/prices/preview"]["post"]>;
export type Preview = Good<paths["/api/admin/lots/{slug}/prices/preview"]["post"]>;
export type TermsSeen = NonNullable<Sent<paths["/api/admin/lots/{slug}/prices/terms"]["patch"]>["seen"]>;
export type TermsChange = Partial<Omit<Terms, "exitGraceMinutes">>;
export type PromoCode = Good<paths["/api/admin/lots/{slug}/promos"]["get"]>["promos"][number];
export type PromoBody = Sent<paths["/api/admin/lots/{slug}/promos"]["post"]>;

export function usePrices(slug: string) {
  return useQuery({
    queryKey: adminKeys.prices(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/prices", { params: { path: { slug } }, signal })),
  });
}

/**
 * Enters prices, if those whose place they take are still as they were `seen` (null: there were none); with an id, changes
 * those that are to come, if they are.
 */
export function useSavePrices(slug: string) {
  const drop = useDropPrices(slug);
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      body,
      seen,
    }: {
      id: Tariff["id"] | null;
      body: TariffBody;
      seen: TariffBody | null;
    }) =>
      id === null
        ? answerOf(
            client.POST("/api/admin/lots/{slug}/prices", {
              params: { path: { slug } },
              body: { ...body, seen },
            }),
          )
        : answerOf(
            client.PUT("/api/admin/lots/{slug}/prices/{table_id}", {
              params: { path: { slug, table_id: id } },
              body: { ...body, seen },
            }),
          ),
    onSuccess: (answer) => {
      cache.setQueryData(adminKeys.prices(slug), answer);
      return drop();
    },
    onError: () => cache.invalidateQueries({ queryKey: adminKeys.prices(slug) }),
  });
}

/** Takes prices back that are to come, if they are still as they were `seen`. */
export function useWithdrawPrices(slug: string) {
  const drop = useDropPrices(slug);
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, seen }: { id: Tariff["id"]; seen: TariffBody }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/prices/{table_id}/withdraw", {
          params: { path: { slug, table_id: id } },
          body: { seen },
        }),
      ),
    onSuccess: drop,
    onSettled: () => cache.invalidateQueries({ queryKey: adminKeys.prices(slug) }),
  });
}

/** What a stay would cost, by prices that nobody need have saved; null while there is nothing to ask for. */
export function usePreview(slug: string, body: PreviewBody | null) {
  return useQuery({
    queryKey: [...adminKeys.preview(slug), body],
    queryFn: async ({ signal }) =>
      body === null
        ? null
        : answerOf(
            client.POST("/api/admin/lots/{slug}/prices/preview", {
              params: { path: { slug } },
              body,
              signal,
            }),
          ),
    placeholderData: keepPreviousData,
  });
}

/** Changes terms; `seen` is what they were when they were shown, so that nobody's change is overwritten unseen. */
export function useChangeTerms(slug: string) {
  const drop = useDropPrices(slug);
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ changes, seen }: { changes: TermsChange; seen: TermsChange }) =>
      answerOf(
        client.PATCH("/api/admin/lots/{slug}/prices/terms", {
          params: { path: { slug } },
          // A description knows what has a default only as always there.
          body: { ...changes, seen: seen as TermsSeen },
        }),
      ),
    onSuccess: (terms) => {
      cache.setQueryData<Prices>(adminKeys.prices(slug), (known) => known && { ...known, terms });
      // Some of them are settings of the lot as well.
      void cache.invalidateQueries({ queryKey: adminKeys.settings(slug) });
      return drop();
    },
    // Somebody else was first: what they wrote is shown beside.
    onError: () => cache.invalidateQueries({ queryKey: adminKeys.prices(slug) }),
  });
}

export function usePromos(slug: string) {
  return useQuery({
    queryKey: adminKeys.promos(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/promos", { params: { path: { slug } }, signal })),
    select: ({ promos }) => promos,
  });
}

export function useMakePromo(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoBody) =>
      answerOf(client.POST("/api/admin/lots/{slug}/promos", { params: { path: { slug } }, body })),
    onSuccess: (answer) => cache.setQueryData(adminKeys.promos(slug), answer),
  });
}

/** A code counts no more. */
export function useEndPromo(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: PromoCode["id"]) =>
      answerOf(
        client.DELETE("/api/admin/lots/{slug}/promos/{promo_id}", {
          params: { path: { slug, promo_id: id } },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: adminKeys.promos(slug) }),
  });
}

/** What was told of the lot's prices holds no more. */
function useDropPrices(slug: string) {
  const cache = useQueryClient();
  return () => {
    void cache.invalidateQueries({ queryKey: lotKeys.one(slug) });
    void cache.invalidateQueries({ queryKey: lotKeys.prices(slug) });
    return cache.invalidateQueries({ queryKey: adminKeys.preview(slug) });
  };
}
