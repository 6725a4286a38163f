import { MutationCache, onlineManager, QueryCache, QueryClient } from "@tanstack/react-query";
import { keepWhatIsSet, keptFirst } from "../kept/persister";
import { isProblem } from "./problem";
import { isOnline, watchReach } from "./reach";
import { forgetSession, hasSession } from "./session";

/**
 * One cache for the app. A refusal is final; a lost connection is tried again, and all anew once it is back; an ended
 * session is taken note of.
 */
export function createQueryClient(): QueryClient {
  onlineManager.setEventListener((setOnline) => {
    // It takes every start for one with a connection; the first change would be missed.
    setOnline(isOnline());
    return watchReach(() => setOnline(isOnline()));
  });
  const onError = (error: Error) => {
    if (isProblem(error, "not_signed_in") && hasSession()) forgetSession(cache);
  };
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: "always",
        refetchOnReconnect: true,
        persister: keptFirst,
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isOnline() && !(isProblem(error) && error.status < 500),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  keepWhatIsSet(cache);
  return cache;
}
