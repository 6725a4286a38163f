import { useState } from "react";
import { useChangeTerms } from "../../../api/admin/prices";
import type { Terms, TermsChange } from "../../../api/admin/prices";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { same } from "../../../lib/same";
import { useToast } from "../../../ui/toast";
import { useLeaveGuard } from "../useLeaveGuard";

type TermName = keyof TermsChange;

export interface TermsForm<Draft> {
  /** What stands in the fields. */
  draft: Draft;
  set: (draft: Draft) => void;
  isSaving: boolean;
  error: unknown;
  /** What somebody else changed meanwhile; their values are `theirs`. */
  conflict: readonly TermName[];
  theirs: Terms;
  /** What is written; null while it has faults. */
  written: TermsChange | null;
  save: () => void;
  discard: () => void;
}

/** The fields of one part of the terms: what is written in them is saved alone, and never over another's change. */
export function useTermsForm<Draft>(
  slug: string,
  terms: Terms,
  draftOf: (terms: Terms) => Draft,
  read: (draft: Draft) => TermsChange | null,
): TermsForm<Draft> {
  const { t } = useStaffI18n();
  const toast = useToast();
  const change = useChangeTerms(slug);
  // With what the edit began from; what comes from the server meanwhile does not move it.
  const [edit, setEdit] = useState<{ draft: Draft; base: Terms } | null>(null);
  const seen = edit?.base ?? terms;
  const draft = edit?.draft ?? draftOf(terms);
  const written = read(draft);
  const names = written ? namesOf(written).filter((name) => !same(written[name], seen[name])) : [];
  useLeaveGuard(edit !== null && !same(draft, draftOf(seen)));

  const problem = isProblem(change.error) ? change.error : null;
  const conflict =
    written && problem?.code === "lot_settings_changed"
      ? names.filter((name) => !same(terms[name], seen[name]) && !same(terms[name], written[name]))
      : [];

  function discard() {
    setEdit(null);
    change.reset();
  }

  function done() {
    discard();
    toast.show(t("desk.prices.termsSaved"));
  }

  return {
    draft,
    set: (next) => {
      setEdit({ draft: next, base: seen });
      if (problem?.code !== "lot_settings_changed") change.reset();
    },
    isSaving: change.isPending,
    error: change.error,
    conflict,
    theirs: terms,
    written,
    save: () => {
      if (!written) return;
      if (names.length === 0) {
        done();
        return;
      }
      // After a conflict what they wrote has been seen.
      const known = conflict.length > 0 ? terms : seen;
      change.mutate({ changes: pick(written, names), seen: pick(known, names) }, { onSuccess: done });
    },
    discard,
  };
}

function namesOf(change: TermsChange): TermName[] {
  return Object.keys(change) as TermName[];
}

function pick(terms: TermsChange, names: readonly TermName[]): TermsChange {
  return Object.fromEntries(names.map((name) => [name, terms[name]]));
}
