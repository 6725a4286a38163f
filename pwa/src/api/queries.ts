import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "./problem";

/** One cache for the app. A refusal is final; a lost connection is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && !(isProblem(error) && error.status < 500),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
