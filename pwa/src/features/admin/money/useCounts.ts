import { useDiscrepancies, useManualRefunds, useOpenPayments, useProposals } from "../../../api/admin/money";

export interface Counts {
  approve: number | undefined;
  byhand: number | undefined;
  open: number | undefined;
  odd: number | undefined;
  payouts: undefined;
}

/** How much there is to do in each part of the desk; undefined while it is not known, or where nothing is counted. */
export function useCounts(slug: string, seesStray: boolean): Counts {
  const odd = useDiscrepancies(slug, "lot", false).data;
  const stray = useDiscrepancies(slug, "stray", false, seesStray).data;
  const count = (pages: typeof odd) =>
    pages?.pages.reduce((sum, { discrepancies }) => sum + discrepancies.length, 0);
  return {
    approve: useProposals(slug, "waiting").data?.length,
    byhand: useManualRefunds(slug).data?.length,
    open: useOpenPayments(slug).data?.length,
    odd: odd && (count(odd) ?? 0) + (count(stray) ?? 0),
    payouts: undefined,
  };
}
