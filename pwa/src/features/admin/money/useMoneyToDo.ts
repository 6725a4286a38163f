import { useDiscrepancies, useManualRefunds, useProposals } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";

/**
 * How much of a lot's money waits for whoever looks: what is theirs to approve, to give back by hand and to clear up.
 * Payments without an end yet are not among it, for the gateway is asked about them without anybody.
 */
export function useMoneyToDo(lot: WorkLot, seesStray: boolean): number {
  const handles = lot.permissions.includes("handle_money");
  const approves = lot.permissions.includes("approve_money");
  const proposals = useProposals(lot.slug, "waiting", handles && approves).data;
  const byHand = useManualRefunds(lot.slug, handles).data;
  const odd = useDiscrepancies(lot.slug, "lot", false, handles).data;
  const stray = useDiscrepancies(lot.slug, "stray", false, handles && seesStray).data;
  const found = [...(odd?.pages ?? []), ...(stray?.pages ?? [])];
  return (
    (proposals?.filter(({ isYours }) => !isYours).length ?? 0) +
    (byHand?.length ?? 0) +
    found.reduce((sum, { discrepancies }) => sum + discrepancies.length, 0)
  );
}
