import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "../../api/problem";
import { same } from "../../lib/same";
import { useToast } from "../../ui/toast";
import { useLeaveGuard } from "./useLeaveGuard";

interface Options<Fields extends object, Kept extends Fields, Draft> {
  /** What the server says. */
  kept: Kept;
  draftOf: (kept: Kept) => Draft;
  /** What is written; null while it has faults. */
  read: (draft: Draft) => Partial<Fields> | null;
  /** Saves what is another than it was `seen`; refused when somebody else has changed the same. */
  change: UseMutationResult<unknown, Error, { changes: Partial<Fields>; seen: Partial<Fields> }>;
  /** What is said when it is saved. */
  saved: string;
}

export interface SharedForm<Fields extends object, Kept extends Fields, Draft> {
  /** What stands in the fields. */
  draft: Draft;
  set: (draft: Draft) => void;
  /** What the edit began from. */
  seen: Kept;
  written: Partial<Fields> | null;
  /** Which of it is another than it was. */
  changed: readonly (keyof Fields)[];
  isDirty: boolean;
  isSaving: boolean;
  error: Error | null;
  /** What somebody else changed meanwhile; their values are `theirs`. */
  conflict: readonly (keyof Fields)[];
  theirs: Kept;
  save: () => void;
  discard: () => void;
}

/** Fields that others may change at the same time: saved together, and never over another's change unseen. */
export function useSharedForm<Fields extends object, Kept extends Fields, Draft>({
  kept,
  draftOf,
  read,
  change,
  saved,
}: Options<Fields, Kept, Draft>): SharedForm<Fields, Kept, Draft> {
  const toast = useToast();
  // With what the edit began from; what comes from the server meanwhile does not move it.
  const [edit, setEdit] = useState<{ draft: Draft; base: Kept } | null>(null);
  const seen = edit?.base ?? kept;
  const draft = edit?.draft ?? draftOf(kept);
  const written = read(draft);
  const changed = written
    ? (Object.keys(written) as (keyof Fields)[]).filter((name) => !same(written[name], seen[name]))
    : [];
  const isDirty = written ? changed.length > 0 : !same(draft, draftOf(seen));
  useLeaveGuard(isDirty);

  const isBeaten = isProblem(change.error) && change.error.code === "lot_settings_changed";
  const conflict = isBeaten
    ? changed.filter((name) => !same(kept[name], seen[name]) && !same(kept[name], written?.[name]))
    : [];

  function discard() {
    setEdit(null);
    change.reset();
  }

  function done() {
    discard();
    toast.show(saved);
  }

  return {
    draft,
    set: (next) => {
      setEdit({ draft: next, base: seen });
      if (!isBeaten) change.reset();
    },
    seen,
    written,
    changed,
    isDirty,
    isSaving: change.isPending,
    error: change.error,
    conflict,
    theirs: kept,
    save: () => {
      if (!written) return;
      if (changed.length === 0) {
        done();
        return;
      }
      // After a conflict what they wrote has been seen.
      const known = conflict.length > 0 ? kept : seen;
      change.mutate(
        { changes: pick<Fields>(written, changed), seen: pick<Fields>(known, changed) },
        { onSuccess: done },
      );
    },
    discard,
  };
}

export function pick<Fields extends object>(
  from: Partial<Fields>,
  names: readonly (keyof Fields)[],
): Partial<Fields> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Fields>;
}
