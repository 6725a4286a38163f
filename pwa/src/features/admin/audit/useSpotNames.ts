import { useQueries } from "@tanstack/react-query";
import { areaMapQuery, useLot } from "../../../api/lots";
import type { AreaMap, SpaceId } from "../../../api/types";

/** What people call each spot of a lot, by its id: "B1 · A7". */
export function useSpotNames(slug: string): ReadonlyMap<SpaceId, string> {
  const areas = useLot(slug).data?.areas ?? [];
  return useQueries({ queries: areas.map(({ id }) => areaMapQuery(id)), combine: namesOf });
}

function namesOf(maps: readonly { data: AreaMap | undefined }[]): ReadonlyMap<SpaceId, string> {
  return new Map(
    maps.flatMap(
      ({ data }) => data?.spaces.map(({ id, label }) => [id, `${data.code} · ${label}`] as const) ?? [],
    ),
  );
}
