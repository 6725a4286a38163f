import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Whoever looks wants nothing to move. */
export const CALM = "(prefers-reduced-motion: reduce)";
/** Room for the map between two panels. */
export const WIDE = "(min-width: 64rem)";
/** A phone on its side: too low for panels above the map, wide enough for one beside it. */
export const LOW = "(min-width: 36rem) and (max-height: 32rem)";
