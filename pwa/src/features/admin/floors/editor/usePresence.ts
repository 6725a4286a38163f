import { useFloorEditors } from "../../../../api/admin/floors";
import { useBench } from "./bench";

/** Who else has the floor open, and whether one of them has saved what is not shown here yet. */
export function usePresence(): { others: readonly string[]; isOvertaken: boolean } {
  const { lot, code, kept, keeper } = useBench();
  const { data, dataUpdatedAt } = useFloorEditors(lot.slug, code);
  // An answer from before one's own last saving tells an older revision.
  const isNews = data !== undefined && dataUpdatedAt > keeper.settledAt;
  return {
    others: data?.editors ?? [],
    isOvertaken:
      isNews &&
      kept.state === "saved" &&
      (data.revision > kept.revision || (data.revision === 0 && kept.revision > 0)),
  };
}
