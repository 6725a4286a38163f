/** Apps that want to act for the signed-in person, and those that may. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import { isProblem } from "./problem";
import type { components, paths } from "./schema";

export type Scope = components["schemas"]["Scope"];
type Consent = NonNullable<
  paths["/api/oauth/authorization"]["post"]["requestBody"]
>["content"]["application/json"];
/** What an app asks. */
export type Question = Omit<Consent, "allow">;
export type Leave =
  paths["/api/me/programs"]["get"]["responses"][200]["content"]["application/json"]["programs"][number];

const LEAVES = ["me", "programs"] as const;

/** What an app put into the address, by the names of RFC 6749, as the server is asked. */
export function questionIn(address: URLSearchParams): Question {
  const said = (name: string) => address.get(name);
  return {
    clientId: said("client_id") ?? "",
    redirectUri: said("redirect_uri") ?? "",
    responseType: said("response_type"),
    scope: said("scope"),
    state: said("state"),
    codeChallenge: said("code_challenge"),
    codeChallengeMethod: said("code_challenge_method"),
  };
}

/** Which app asks for what. */
export function useQuestion(query: Question, enabled: boolean) {
  return useQuery({
    queryKey: [...LEAVES, "question", query],
    queryFn: ({ signal }) => answerOf(client.GET("/api/oauth/authorization", { params: { query }, signal })),
    enabled,
    retry: false,
    staleTime: Infinity,
  });
}

/** Yes or no; answers with where the app is told of it. */
export function useAnswerApp(query: Question) {
  return useMutation({
    mutationFn: (allow: boolean) =>
      answerOf(client.POST("/api/oauth/authorization", { body: { ...query, allow } })),
  });
}

/** Where an app is told that it asked wrongly; null for any other refusal. */
export function whereToTell(error: unknown): string | null {
  return isProblem(error, "authorization_not_possible") ? error.redirectTo : null;
}

export function useLeaves() {
  return useQuery({
    queryKey: LEAVES,
    queryFn: ({ signal }) => answerOf(client.GET("/api/me/programs", { signal })),
    select: ({ programs }) => programs,
  });
}

export function usePutOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: Leave["id"]) =>
      answerOf(client.DELETE("/api/me/programs/{grant_id}", { params: { path: { grant_id: id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: LEAVES }),
  });
}
