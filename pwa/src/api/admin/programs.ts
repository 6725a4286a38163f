import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { components, paths } from "../schema";
import { adminKeys } from "./keys";

export type Programs =
  paths["/api/admin/lots/{slug}/programs"]["get"]["responses"][200]["content"]["application/json"];
export type Program = Programs["programs"][number];
export type ProgramKind = components["schemas"]["ProgramKind"];
export type Scope = components["schemas"]["Scope"];
export type Direction = NonNullable<Program["direction"]>;
type NewProgram = NonNullable<
  paths["/api/admin/lots/{slug}/programs"]["post"]["requestBody"]
>["content"]["application/json"];
/** What is told once: a program with its new secret. */
export type Registered =
  paths["/api/admin/lots/{slug}/programs"]["post"]["responses"][201]["content"]["application/json"];

/** The programs of the lot and those of all lots. */
export function usePrograms(slug: string) {
  return useQuery({
    queryKey: adminKeys.programs(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/programs", { params: { path: { slug } }, signal })),
  });
}

export function useRegisterProgram(slug: string) {
  return useChange(slug, (body: NewProgram) =>
    answerOf(client.POST("/api/admin/lots/{slug}/programs", { params: { path: { slug } }, body })),
  );
}

/** Another secret: the old one ends at once. */
export function useChangeSecret(slug: string) {
  return useChange(slug, (id: Program["id"]) =>
    answerOf(
      client.POST("/api/admin/lots/{slug}/programs/{program_id}/secret", {
        params: { path: { slug, program_id: id } },
      }),
    ),
  );
}

/** Out of use, or back. */
export function useProgramInUse(slug: string) {
  return useChange(slug, ({ id, inUse }: { id: Program["id"]; inUse: boolean }) => {
    const at = { params: { path: { slug, program_id: id } } };
    return answerOf(
      inUse
        ? client.POST("/api/admin/lots/{slug}/programs/{program_id}/enable", at)
        : client.POST("/api/admin/lots/{slug}/programs/{program_id}/disable", at),
    );
  });
}

function useChange<Asked, Told>(slug: string, call: (asked: Asked) => Promise<Told>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => cache.invalidateQueries({ queryKey: adminKeys.programs(slug) }),
  });
}
