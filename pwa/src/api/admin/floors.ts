/** Floors as they are drawn: their drafts, what publishing one would do, and files of them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { components, paths } from "../schema";
import { adminKeys } from "./keys";

type Good<Operation> = Operation extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

type Draft = paths["/api/admin/lots/{slug}/floors/{code}/draft"];
export type FloorDraft = Good<Draft["get"]>;
export type SavedDraft = Good<Draft["put"]>;
export type DraftBody = Pick<FloorDraft, "name" | "level" | "plan" | "revision" | "baseMapVersion">;
export type PlannedFloor = components["schemas"]["PlannedFloor"];
export type MapFault = components["schemas"]["MapFaultOut"];
export type FloorInHand = Good<paths["/api/admin/lots/{slug}/floors"]["get"]>["floors"][number];
export type DraftCheck = Good<paths["/api/admin/lots/{slug}/floors/{code}/draft/check"]["post"]>;
export type Stranded = DraftCheck["stranded"][number];
export type FileForm = "parkpro" | "apds";
/** What a draft is drawn over. */
export type Base = Pick<FloorDraft, "revision" | "baseMapVersion">;

const SEEN_EVERY_MS = 20_000;

/** Every floor, published or to come, from the top down. */
export function useFloorsInHand(slug: string) {
  return useQuery({
    queryKey: adminKeys.floors(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/floors", { params: { path: { slug } }, signal })),
    select: ({ floors }) => floors,
  });
}

/** What is drawn of a floor. Asked for when its editor opens: from then on the editor knows better. */
export function useFloorDraft(slug: string, code: string) {
  return useQuery({
    queryKey: adminKeys.floorDraft(slug, code),
    queryFn: () => fetchDraft(slug, code),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function fetchDraft(slug: string, code: string): Promise<FloorDraft> {
  // The client hands pairs of numbers out as lists; here they are pairs again.
  return answerOf(
    client.GET("/api/admin/lots/{slug}/floors/{code}/draft", { params: { path: { slug, code } } }),
  ) as Promise<FloorDraft>;
}

export function saveDraft(slug: string, code: string, body: DraftBody): Promise<SavedDraft> {
  return answerOf(
    client.PUT("/api/admin/lots/{slug}/floors/{code}/draft", { params: { path: { slug, code } }, body }),
  );
}

export function importFloor(
  slug: string,
  code: string,
  document: Record<string, unknown>,
  base: Base,
): Promise<SavedDraft> {
  return answerOf(
    client.POST("/api/admin/lots/{slug}/floors/{code}/import", {
      params: { path: { slug, code } },
      body: { document, ...base },
    }),
  );
}

/** A simple floor to begin with; nothing is kept. */
export function sketchFloor(slug: string, rows: number, columns: number): Promise<PlannedFloor> {
  return answerOf(
    client.POST("/api/admin/lots/{slug}/floor-sketch", {
      params: { path: { slug } },
      body: { rows, columns, types: {} },
    }),
  ) as Promise<PlannedFloor>;
}

/** Says that one has the floor open, and hears who else has and which revision was the newest after `askedAt`. */
export function useFloorEditors(slug: string, code: string) {
  return useQuery({
    queryKey: [...adminKeys.floorDraft(slug, code), "editors"],
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      const told = await answerOf(
        client.POST("/api/admin/lots/{slug}/floors/{code}/draft/editors", {
          params: { path: { slug, code } },
          signal,
        }),
      );
      return { ...told, askedAt };
    },
    refetchInterval: SEEN_EVERY_MS,
    gcTime: 0,
  });
}

/** What publishing would do, as things stand. */
export function useDraftCheck(slug: string, code: string, revision: number) {
  return useQuery({
    queryKey: [...adminKeys.floorDraft(slug, code), "check", revision],
    queryFn: ({ signal }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/floors/{code}/draft/check", {
          params: { path: { slug, code } },
          signal,
        }),
      ),
    enabled: revision > 0,
    gcTime: 0,
    staleTime: 0,
  });
}

export function usePublishDraft(slug: string, code: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (base: Base) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/floors/{code}/draft/publish", {
          params: { path: { slug, code } },
          body: base,
        }),
      ),
    onSuccess: () => forgetFloors(cache, slug),
  });
}

export function useDiscardDraft(slug: string, code: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (revision: number) =>
      answerOf(
        client.DELETE("/api/admin/lots/{slug}/floors/{code}/draft", {
          params: { path: { slug, code } },
          body: { revision },
        }),
      ),
    onSuccess: () => forgetFloors(cache, slug),
  });
}

/** What is known of the floors, of their maps and of the lot's spots is old now. */
async function forgetFloors(cache: QueryClient, slug: string): Promise<void> {
  await Promise.all([
    cache.invalidateQueries({ queryKey: adminKeys.floors(slug), exact: true }),
    cache.invalidateQueries({ queryKey: adminKeys.now(slug) }),
    cache.invalidateQueries({ queryKey: ["lots", slug] }),
    cache.invalidateQueries({ predicate: ({ queryKey: [, , what] }) => what === "map" }),
  ]);
}

/** Where the floor can be had as a file. */
export function floorFileAddress(slug: string, code: string, format: FileForm): string {
  const path = ["lots", slug, "floors", code, "export"].map(encodeURIComponent).join("/");
  return `/api/admin/${path}?format=${format}`;
}
