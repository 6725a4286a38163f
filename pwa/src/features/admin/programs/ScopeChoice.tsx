import type { ProgramKind, Scope } from "../../../api/admin/programs";
import { useStaffI18n } from "../../../i18n/admin/words";
import { scopeWords } from "./ScopeList";
import { SCOPES_OF } from "./scopes";

interface Props {
  kind: ProgramKind;
  chosen: readonly Scope[];
  onChange: (scopes: readonly Scope[]) => void;
}

/** Which of the things that its kind can do a program is given. */
export function ScopeChoice({ kind, chosen, onChange }: Props) {
  const { t } = useStaffI18n();
  return (
    <fieldset>
      <legend className="mb-1 text-s font-medium text-ink-2">{t("desk.programs.may")}</legend>
      {SCOPES_OF[kind].map((scope) => (
        <label key={scope} className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            name={scope}
            className="size-5 accent-[var(--accent)]"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
            }
          />
          {scopeWords(t, scope, kind)}
        </label>
      ))}
    </fieldset>
  );
}
