import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { read, remove, write } from "../lib/storage";
import { answerOf, client } from "./client";
import { isProblem } from "./problem";
import type { Me, MeChange, SignInRequest, SignUpRequest } from "./types";

const ME = ["me"] as const;
/** Set while this browser has a session, as far as it knows: whoever never signed in need not be asked about. */
const SIGNED_IN = "signed-in";

/** Who is signed in: a person, null for nobody, undefined while it is not known. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async ({ signal }): Promise<Me | null> => {
      if (read("local", SIGNED_IN) === null) return null;
      try {
        return await answerOf(client.GET("/api/me", { signal }));
      } catch (error) {
        if (!isProblem(error) || error.status !== 401) throw error;
        remove("local", SIGNED_IN);
        return null;
      }
    },
    staleTime: 300_000,
  });
}

/** The session has ended on the server: nobody is signed in on this device any more. */
export function forgetSession(cache: QueryClient): void {
  remove("local", SIGNED_IN);
  cache.setQueryData(ME, null);
  cache.removeQueries({ queryKey: ["vehicles"] });
  cache.removeQueries({ queryKey: ["bookings"] });
}

function useArrival<Body>(call: (body: Body) => Promise<Me>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async (me) => {
      // An answer to an earlier question would say that nobody is here.
      await cache.cancelQueries({ queryKey: ME });
      write("local", SIGNED_IN, "yes");
      cache.setQueryData(ME, me);
      void cache.invalidateQueries({ queryKey: ["vehicles"] });
      void cache.invalidateQueries({ queryKey: ["bookings"] });
    },
  });
}

export function useSignIn() {
  return useArrival((body: SignInRequest) => answerOf(client.POST("/api/sign-in", { body })));
}

export function useSignUp() {
  return useArrival((body: SignUpRequest) => answerOf(client.POST("/api/sign-up", { body })));
}

export function useVerifyEmail() {
  return useArrival((token: string) => answerOf(client.POST("/api/verify-email", { body: { token } })));
}

export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(client.POST("/api/sign-out")),
    onSuccess: () => forgetSession(cache),
  });
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
