import type { DraftCheck } from "../../../../api/admin/floors";
import { useStaffI18n } from "../../../../i18n/admin/words";

const MOST_NAMED = 24;

/** The spots that come, go and change, by label. */
export function WhatChanges({ check }: { check: DraftCheck }) {
  const { t } = useStaffI18n();
  const parts = [
    { what: "added", names: check.added },
    { what: "retired", names: check.retired },
    { what: "moved", names: check.moved },
    { what: "resized", names: check.resized },
    { what: "renamed", names: check.renamed.map(({ before, after }) => `${before} → ${after}`) },
    {
      what: "retyped",
      names: check.retyped.map(({ label, before, after }) =>
        t("desk.floors.retypedOne", { label, before: t(`type.${before}`), after: t(`type.${after}`) }),
      ),
    },
  ] as const;
  const changed = parts.filter(({ names }) => names.length > 0);
  if (changed.length === 0) return <p className="text-ink-2">{t("desk.floors.onlyDrawing")}</p>;
  return (
    <dl className="grid grid-cols-1 gap-2.5" data-testid="what-changes">
      {changed.map(({ what, names }) => (
        <div key={what} className="border-t border-line pt-2.5">
          <dt className="font-semibold">{t(`desk.floors.change.${what}`, { count: names.length })}</dt>
          <dd className="num text-m [overflow-wrap:anywhere] text-ink-2">
            {names.slice(0, MOST_NAMED).join(", ")}
            {names.length > MOST_NAMED
              ? ` ${t("desk.floors.andMore", { count: names.length - MOST_NAMED })}`
              : ""}
          </dd>
        </div>
      ))}
    </dl>
  );
}
