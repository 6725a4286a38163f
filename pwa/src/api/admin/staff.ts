import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { adminKeys } from "./keys";
import type { RoleGift, StaffMember } from "./types";

/** Everybody with a role on the lot. */
export function useStaff(slug: string) {
  return useQuery({
    queryKey: adminKeys.staff(slug),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/staff", { params: { path: { slug } }, signal })),
    select: ({ staff }) => staff,
  });
}

export function useGiveRole(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: RoleGift) =>
      answerOf(client.POST("/api/admin/lots/{slug}/staff", { params: { path: { slug } }, body })),
    onSuccess: (answer) => {
      cache.setQueryData(adminKeys.staff(slug), answer);
      void cache.invalidateQueries({ queryKey: adminKeys.work });
    },
  });
}

/** Takes a role back. It may have been the caller's own: what they may do is asked for anew. */
export function useTakeRoleBack(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: StaffMember["id"]) =>
      answerOf(
        client.DELETE("/api/admin/lots/{slug}/staff/{grant_id}", {
          params: { path: { slug, grant_id: id } },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: adminKeys.work }),
    onSettled: () => cache.invalidateQueries({ queryKey: adminKeys.staff(slug) }),
  });
}
