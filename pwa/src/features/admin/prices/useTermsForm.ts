import { useChangeTerms } from "../../../api/admin/prices";
import type { Terms, TermsChange } from "../../../api/admin/prices";
import { useStaffI18n } from "../../../i18n/admin/words";
import { useSharedForm } from "../useSharedForm";
import type { SharedForm } from "../useSharedForm";

export type TermsForm<Draft> = SharedForm<Required<TermsChange>, Terms, Draft>;

/** The fields of one part of the terms. */
export function useTermsForm<Draft>(
  slug: string,
  terms: Terms,
  draftOf: (terms: Terms) => Draft,
  read: (draft: Draft) => TermsChange | null,
): TermsForm<Draft> {
  const { t } = useStaffI18n();
  const change = useChangeTerms(slug);
  return useSharedForm({ kept: terms, draftOf, read, change, saved: t("desk.prices.termsSaved") });
}
