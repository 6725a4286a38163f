/** What happens on a lot, for pages that ask again when it concerns them. */
import { useQueryClient } from "@tanstack/react-query";
import type { QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";
import { paced } from "../../lib/paced";
import { keepOpen } from "../events";

/** How long a list may lag behind what happens. */
const LAG_MS = 1_000;

/** Asks for what lies under the key again whenever one of these kinds of events happened on the lot. */
export function useAskedAnew(slug: string, queryKey: QueryKey, kinds: ReadonlySet<string>): void {
  const cache = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    const again = paced(LAG_MS, () => {
      void cache.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    });
    let known = false;
    const close = keepOpen(
      `/api/admin/lots/${encodeURIComponent(slug)}/events`,
      {
        // The stream begins anew after a cut: what happened meanwhile was not told.
        now: () => {
          if (known) again.ask();
          known = true;
        },
        happened: ({ kind }: { kind: string }) => {
          if (kinds.has(kind)) again.ask();
        },
      },
      () => undefined,
    );
    return () => {
      again.stop();
      close();
    };
  }, [cache, slug, key, kinds]);
}
