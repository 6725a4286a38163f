/** People: found, blocked and let in again, their data handed out or erased. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { paths } from "../schema";
import { adminKeys } from "./keys";
import type { Good } from "./types";

export type FoundPeople = Good<paths["/api/admin/people"]["get"]>;
export type FoundPerson = FoundPeople["people"][number];

/** Somebody with an account, or the address of a guest. */
export type Subject = { personId: FoundPerson["id"] } | { email: string };

/** Fewer letters fit everybody. */
export const LEAST_TYPED = 2;

export function useFoundPeople(q: string) {
  return useQuery({
    queryKey: [...adminKeys.people, q],
    queryFn: ({ signal }) => answerOf(client.GET("/api/admin/people", { params: { query: { q } }, signal })),
    enabled: q.length >= LEAST_TYPED,
    placeholderData: (previous) => (q.length >= LEAST_TYPED ? previous : undefined),
  });
}

/** With a reason: blocks; without one: lets them book again. */
export function useBlock() {
  const anew = usePeopleAnew();
  return useMutation({
    mutationFn: ({ id, reason }: { id: FoundPerson["id"]; reason: string | null }) => {
      const path = { person_id: id };
      return answerOf(
        reason === null
          ? client.POST("/api/admin/people/{person_id}/unblock", { params: { path } })
          : client.POST("/api/admin/people/{person_id}/block", { params: { path }, body: { reason } }),
      );
    },
    onSettled: anew,
  });
}

/** Everything that is kept of somebody, as a file. */
export function useExport() {
  return useMutation({
    mutationFn: async (subject: Subject) => {
      const told = await answerOf(client.POST("/api/admin/people/export", { body: subject }));
      return new File([JSON.stringify(told, null, 1)], "personal-data.json", { type: "application/json" });
    },
  });
}

export function useErase() {
  const anew = usePeopleAnew();
  return useMutation({
    mutationFn: (subject: Subject) => answerOf(client.POST("/api/admin/people/erase", { body: subject })),
    onSettled: anew,
  });
}

/** Bookings show who is blocked, and nobody who was erased. */
function usePeopleAnew() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ["admin"] });
}
