import { Check } from "lucide-react";
import type { ProgramKind, Scope } from "../../../api/admin/programs";
import type { StaffTranslate } from "../../../i18n/admin/words";
import { useStaffI18n } from "../../../i18n/admin/words";

/** What a program may, in words. The same scope is of one person's bookings for an app, of all for a partner. */
export function scopeWords(t: StaffTranslate, scope: Scope, kind: ProgramKind): string {
  return kind === "app" && scope === "bookings:read"
    ? t("desk.programs.scopeOfApp.bookings:read")
    : t(`desk.programs.scope.${scope}`);
}

export function ScopeList({ scopes, kind }: { scopes: readonly Scope[]; kind: ProgramKind }) {
  const { t } = useStaffI18n();
  return (
    <ul className="grid gap-1.5">
      {scopes.map((scope) => (
        <li key={scope} className="flex gap-2">
          <Check size={17} aria-hidden className="mt-0.5 shrink-0 text-accent" /> {scopeWords(t, scope, kind)}
        </li>
      ))}
    </ul>
  );
}
