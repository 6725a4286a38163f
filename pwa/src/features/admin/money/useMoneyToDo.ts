import { useMoneyWork } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";

/**
 * How much of a lot's money waits for whoever looks: what is theirs to approve, to give back by hand and to clear up.
 * Payments without an end yet are not among it, for the gateway is asked about them without anybody.
 */
export function useMoneyToDo(lot: WorkLot): number {
  const work = useMoneyWork(lot.slug, lot.permissions.includes("handle_money")).data;
  if (!work) return 0;
  const toApprove = lot.permissions.includes("approve_money") ? work.proposals : 0;
  return toApprove + work.manualRefunds + work.discrepancies + (work.stray ?? 0);
}
