import type { Terms } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { CancelTerms } from "./CancelTerms";
import { LateTermsCard } from "./LateTermsCard";
import { TaxTerms } from "./TaxTerms";

/** What holds beside the rates: cancelling, tax, staying too long and not coming. */
export function TermsView({ lot, terms }: { lot: WorkLot; terms: Terms }) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2 xl:gap-4.5">
      <CancelTerms lot={lot} terms={terms} />
      <TaxTerms lot={lot} terms={terms} />
      <LateTermsCard lot={lot} terms={terms} />
    </div>
  );
}
