import { useQuery } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { adminKeys } from "./keys";

/** The lots where the signed-in person works, and what they may do on each. */
export function useWork(enabled: boolean) {
  return useQuery({
    queryKey: adminKeys.work,
    queryFn: ({ signal }) => answerOf(client.GET("/api/admin/me", { signal })),
    enabled,
    staleTime: 60_000,
  });
}
