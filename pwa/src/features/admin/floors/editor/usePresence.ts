import { useFloorEditors } from "../../../../api/admin/floors";
import { useBench } from "./bench";

/** Who else has the floor open, and whether one of them has saved what is not shown here yet. */
export function usePresence(): { others: readonly string[]; isOvertaken: boolean } {
  const { lot, code, keeper } = useBench();
  const { data } = useFloorEditors(lot.slug, code);
  return { others: data?.editors ?? [], isOvertaken: data !== undefined && keeper.isBehind(data) };
}
