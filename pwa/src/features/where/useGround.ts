import type L from "leaflet";
import { useEffect, useState } from "react";
import type { TownMap } from "../../api/types";
import { watchColours } from "../../theme/theme";
import { layGround } from "./ground";
import type { Ground } from "./ground";

/** Lays the town beneath a map, and lays it again when the look, the language or the network changes. */
export function useGround(map: L.Map | null, source: TownMap, language: string) {
  /** Whether the last tile came. */
  const [hasGround, setHasGround] = useState(true);
  const [isPictures, setIsPictures] = useState(false);

  useEffect(() => {
    if (!map) return;
    let gone = false;
    let ground: Ground | null = null;
    async function lay(on: L.Map) {
      try {
        const laid = await layGround(source, on.getContainer(), language, (isGood) => {
          if (!gone) setHasGround(isGood);
        });
        if (gone) return;
        ground?.layer.remove();
        ground = laid;
        setIsPictures(laid.isPictures);
        laid.layer.addTo(on);
      } catch {
        if (!gone) setHasGround(false);
      }
    }
    void lay(map);
    const unwatch = watchColours(() => void lay(map));
    const again = () => void lay(map);
    window.addEventListener("online", again);
    return () => {
      gone = true;
      unwatch();
      window.removeEventListener("online", again);
      ground?.layer.remove();
    };
  }, [map, source, language]);

  return { hasGround, isPictures };
}
