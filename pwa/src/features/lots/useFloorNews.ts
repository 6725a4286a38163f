import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { SpaceId, SpaceState } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Floor } from "../../map/floor";

/** Changes within this time are told together, */
const GATHER_MS = 1_500;
/** and news are never closer than this: a busy floor must not talk without end. */
const APART_MS = 10_000;
/** More changes than these are only counted. */
const MOST_NAMED = 3;

/**
 * What others changed on a floor, as a sentence for those who hear the page. A new period (`asked` names it) is no news.
 */
export function useFloorNews(floor: Floor, states: ReadonlyMap<SpaceId, SpaceState>, asked: string): string {
  const { t } = useI18n();
  const [news, setNews] = useState("");
  const known = useRef({ states, asked });
  const toldAt = useRef(-Infinity);
  const dueAt = useRef<number | null>(null);

  const tell = useEffectEvent(() => {
    const before = known.current.states;
    known.current = { states, asked };
    toldAt.current = performance.now();
    dueAt.current = null;
    const changed = floor.spots.filter(({ id }) => before.get(id) !== states.get(id));
    if (changed.length === 0) return;
    const free = floor.spots.filter(({ id }) => !states.has(id)).length;
    const sentences =
      changed.length > MOST_NAMED
        ? [t("list.changed", { count: changed.length })]
        : changed.map(({ id, label }) =>
            t("list.isNow", { label, state: t(`state.${states.get(id) ?? "free"}`) }),
          );
    setNews([...sentences, t("list.count", { count: free })].join(" "));
  });

  useEffect(() => {
    if (known.current.asked !== asked) {
      known.current = { states, asked };
      dueAt.current = null;
    }
    if (known.current.states === states) return;
    const now = performance.now();
    dueAt.current ??= Math.max(now + GATHER_MS, toldAt.current + APART_MS);
    const timer = setTimeout(() => tell(), dueAt.current - now);
    return () => clearTimeout(timer);
  }, [states, asked]);

  return news;
}
