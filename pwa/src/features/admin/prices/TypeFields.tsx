import type { SpaceType } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { senOf } from "../../../lib/amount";
import { Field } from "../../../ui/Field";
import { SPACE_TYPES } from "./draft";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  currency: string;
  faultOf: (field: string) => string | null;
  onChange: (part: Pick<Draft, "multipliers">) => void;
}

/** What each kind of spot pays of the rate, in percent, and what that comes to. */
export function TypeFields({ draft, currency, faultOf, onChange }: Props) {
  const { t, format } = useStaffI18n();
  const rate = senOf(draft.rate);
  function comesTo(type: SpaceType): string | undefined {
    const percent = Number(draft.multipliers[type]?.trim() || 100);
    if (rate === null || !Number.isInteger(percent)) return undefined;
    return t("desk.prices.comesTo", { amount: format.money(Math.round((rate * percent) / 100), currency) });
  }
  return (
    <>
      <p className="mb-3 text-s text-ink-2">{t("desk.prices.typesText")}</p>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
        {SPACE_TYPES.map((type) => (
          <Field
            key={type}
            name={`type-${type}`}
            label={t(`type.${type}`)}
            inputMode="numeric"
            autoComplete="off"
            placeholder="100"
            error={faultOf(`multipliers.${type}`)}
            hint={comesTo(type)}
            trailing={
              <span aria-hidden className="pr-3.5 text-ink-2">
                %
              </span>
            }
            value={draft.multipliers[type] ?? ""}
            onChange={(event) =>
              onChange({ multipliers: { ...draft.multipliers, [type]: event.target.value } })
            }
          />
        ))}
      </div>
    </>
  );
}
