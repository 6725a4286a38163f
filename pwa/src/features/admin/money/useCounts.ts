import { useMoneyWork } from "../../../api/admin/money";

export interface Counts {
  approve: number | undefined;
  byhand: number | undefined;
  open: number | undefined;
  odd: number | undefined;
  payouts: undefined;
}

/** How much there is to do in each part of the desk; undefined while it is not known, or where nothing is counted. */
export function useCounts(slug: string): Counts {
  const work = useMoneyWork(slug).data;
  return {
    approve: work?.proposals,
    byhand: work?.manualRefunds,
    open: work?.openPayments,
    odd: work && work.discrepancies + (work.stray ?? 0),
    payouts: undefined,
  };
}
