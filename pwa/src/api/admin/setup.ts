/** From nothing to a lot that can be booked: how far each has come is known to the server alone. */
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { serverNow } from "../clock";
import { lotKeys } from "../lots";
import type { components, paths } from "../schema";
import type { Plain } from "../types";
import { adminKeys } from "./keys";
import type { TermsSeen } from "./prices";

type Answer = paths["/api/admin/setup"]["get"]["responses"][200]["content"]["application/json"];
export type LotSetup = Answer["lots"][number];
export type PaymentsSetup = Answer["payments"];
export type NewLot = NonNullable<
  paths["/api/admin/lots"]["post"]["requestBody"]
>["content"]["application/json"];
type Drawn =
  paths["/api/admin/lots/{slug}/floor-sketch"]["post"]["responses"][200]["content"]["application/json"];
export type PlannedFloor = Plain<Drawn>;
export type Sketch = NonNullable<
  paths["/api/admin/lots/{slug}/floor-sketch"]["post"]["requestBody"]
>["content"]["application/json"];
export type NewPrices = components["schemas"]["TariffIn"];
export type PricePreview =
  paths["/api/admin/lots/{slug}/prices/preview"]["post"]["responses"][200]["content"]["application/json"];

/** `watching`: somebody waits for the next step to happen elsewhere, such as on a phone. */
export function useSetup(enabled: boolean, watching = false) {
  return useQuery({
    queryKey: adminKeys.setup,
    queryFn: ({ signal }) => answerOf(client.GET("/api/admin/setup", { signal })),
    enabled,
    refetchInterval: watching && 4_000,
  });
}

export function useOpenLot() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewLot) => answerOf(client.POST("/api/admin/lots", { body })),
    onSuccess: (settings) => {
      cache.setQueryData(adminKeys.settings(settings.slug), settings);
      return Promise.all(
        [adminKeys.work, adminKeys.setup].map((queryKey) => cache.invalidateQueries({ queryKey })),
      );
    },
  });
}

/** A simple floor, drawn anew as its numbers change; nothing of it is kept. */
export function useSketch(slug: string, sketch: Sketch | null) {
  return useQuery({
    queryKey: [...adminKeys.sketch(slug), sketch],
    queryFn: ({ signal }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/floor-sketch", {
          params: { path: { slug } },
          body: sketch ?? { rows: 1, columns: 1 },
          signal,
        }),
      ),
    enabled: sketch !== null,
    placeholderData: (before) => before,
  });
}

export interface FirstFloor {
  code: string;
  name: string;
  level: number;
  plan: PlannedFloor;
}

/** Saves a floor as a draft and publishes it, over whatever there was of it. */
export function usePublishFloor(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ code, name, level, plan }: FirstFloor) => {
      const path = { slug, code };
      const { floors } = await answerOf(
        client.GET("/api/admin/lots/{slug}/floors", { params: { path: { slug } } }),
      );
      const known = floors.some((floor) => floor.code === code)
        ? await answerOf(client.GET("/api/admin/lots/{slug}/floors/{code}/draft", { params: { path } }))
        : { revision: 0, mapVersion: 0 };
      const { revision } = await answerOf(
        client.PUT("/api/admin/lots/{slug}/floors/{code}/draft", {
          params: { path },
          body: {
            name,
            level,
            plan: plan as Drawn,
            revision: known.revision,
            baseMapVersion: known.mapVersion,
          },
        }),
      );
      return answerOf(
        client.POST("/api/admin/lots/{slug}/floors/{code}/draft/publish", {
          params: { path },
          body: { revision, baseMapVersion: known.mapVersion },
        }),
      );
    },
    onSettled: () =>
      Promise.all(
        [adminKeys.setup, adminKeys.now(slug), lotKeys.all, ["areas"]].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export interface Terms {
  taxBasisPoints: number;
  taxIncluded: boolean;
}

interface Wanted {
  prices: NewPrices;
  terms: Terms;
}

interface Seen {
  prices: NewPrices | null;
  terms: Terms;
}

/**
 * The terms first: from the moment on that the prices hold, they hold with their tax. `seen` is what was there when they
 * were written, so that nobody's prices are replaced unseen.
 */
export function useSetPrices(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ prices, terms, seen }: Wanted & { seen: Seen }) => {
      const params = { path: { slug } };
      await answerOf(
        client.PATCH("/api/admin/lots/{slug}/prices/terms", {
          params,
          // A description knows what has a default only as always there.
          body: { ...terms, seen: seen.terms as TermsSeen },
        }),
      );
      return answerOf(
        client.POST("/api/admin/lots/{slug}/prices", { params, body: { ...prices, seen: seen.prices } }),
      );
    },
    onSettled: () =>
      Promise.all(
        [adminKeys.setup, adminKeys.previews(slug), adminKeys.prices(slug), lotKeys.all].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** What stays of so many hours would cost, by prices that nobody need have saved; `asked`: them as JSON. */
export function usePreviews(slug: string, asked: string, hours: readonly number[]) {
  return useQueries({
    queries: hours.map((long) => ({
      queryKey: [...adminKeys.prices(slug), "preview", asked, long],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const { prices, terms } = JSON.parse(asked) as Wanted;
        const starts = Math.ceil(serverNow() / HOUR_MS + 1) * HOUR_MS;
        return answerOf(
          client.POST("/api/admin/lots/{slug}/prices/preview", {
            params: { path: { slug } },
            body: {
              table: prices,
              ...terms,
              startsAt: new Date(starts).toISOString(),
              endsAt: new Date(starts + long * HOUR_MS).toISOString(),
              type: "standard" as const,
            },
            signal,
          }),
        );
      },
      placeholderData: (before: PricePreview | undefined) => before,
    })),
  });
}

const HOUR_MS = 3_600_000;
