import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answerOf, client } from "./client";
import { isProblem } from "./problem";
import { beginSession, forgetSession, hasSession, ME, signOut } from "./session";
import type { Me, MeChange, SignInRequest, SignUpRequest } from "./types";

/** Who is signed in: a person, null for nobody, undefined while it is not known. */
export function useMe() {
  const cache = useQueryClient();
  return useQuery({
    queryKey: ME,
    queryFn: async ({ signal }): Promise<Me | null> => {
      if (!hasSession()) return null;
      try {
        return await answerOf(client.GET("/api/me", { signal }));
      } catch (error) {
        if (!isProblem(error) || error.status !== 401) throw error;
        forgetSession(cache);
        return null;
      }
    },
    staleTime: 300_000,
  });
}

/** Asks again who is signed in, once, when an answer makes it doubtful. */
export function useSessionCheck(doubtful: boolean): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (doubtful) void cache.invalidateQueries({ queryKey: ME });
  }, [cache, doubtful]);
}

function useArrival<Body>(call: (body: Body) => Promise<Me>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async (me) => {
      // An answer to an earlier question would say that nobody is here.
      await cache.cancelQueries({ queryKey: ME });
      await beginSession(cache, me);
    },
  });
}

export function useSignIn() {
  return useArrival((body: SignInRequest) => answerOf(client.POST("/api/sign-in", { body })));
}

/** After the outside provider: the session is there, and the app learns of it. */
export function useArrivalFromOutside() {
  return useArrival(() => answerOf(client.GET("/api/me")));
}

/** Where one signs in with the outside provider, to come back to `next`. */
export function outsideSignIn(next: string | null): string {
  return `/sign-in/outside${next ? `?next=${encodeURIComponent(next)}` : ""}`;
}

export function useSignUp() {
  return useArrival((body: SignUpRequest) => answerOf(client.POST("/api/sign-up", { body })));
}

export function useFirstRun() {
  return useArrival((body: SignUpRequest & { token: string }) =>
    answerOf(client.POST("/api/first-run/owner", { body })),
  );
}

export function useVerifyEmail() {
  return useArrival((token: string) => answerOf(client.POST("/api/verify-email", { body: { token } })));
}

/** Signs out on this phone at once. `onDone` learns whether the server knows, though its page may be gone by then. */
export function useSignOut(onDone: (told: boolean) => void) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: () => signOut(cache), onSuccess: onDone });
}

export function useSendVerification() {
  return useMutation({ mutationFn: () => answerOf(client.POST("/api/verify-email/send")) });
}

export function useForgotPassword() {
  return useMutation({
    mutationFn: (email: string) => answerOf(client.POST("/api/forgot-password", { body: { email } })),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) =>
      answerOf(client.POST("/api/reset-password", { body })),
  });
}

export function useChangeMe() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: MeChange) => answerOf(client.PATCH("/api/me", { body })),
    onSuccess: (me) => cache.setQueryData(ME, me),
  });
}
