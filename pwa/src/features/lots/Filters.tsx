import { useI18n } from "../../i18n/context";
import type { MessageKey } from "../../i18n/types";
import { landmarkSigns, spotSigns } from "../../map/signs";
import { Chip } from "../../ui/Chip";
import { SignIcon } from "../../ui/SpotSign";
import type { Filter } from "./spots";

const FILTERS: readonly { filter: Filter; key: MessageKey & `filter.${string}` }[] = [
  { filter: "ev", key: "filter.ev" },
  { filter: "oku", key: "filter.oku" },
  { filter: "vip", key: "filter.vip" },
  { filter: "motorcycle", key: "filter.motorcycle" },
  { filter: "nearLift", key: "filter.nearLift" },
];

interface Props {
  types: readonly string[];
  chosen: ReadonlySet<Filter>;
  onChange: (filters: ReadonlySet<Filter>) => void;
  wrap?: boolean;
}

/** What the spot must be. Only kinds that the lot has are offered. */
export function Filters({ types, chosen, onChange, wrap = false }: Props) {
  const { t } = useI18n();
  function toggle(filter: Filter) {
    const next = new Set(chosen);
    if (!next.delete(filter)) next.add(filter);
    onChange(next);
  }
  return (
    <div
      role="group"
      aria-label={t("filter.title")}
      className={
        wrap ? "flex flex-wrap gap-2" : "-mx-4 flex gap-2 overflow-x-auto px-4 [scrollbar-width:none]"
      }
    >
      {FILTERS.filter(({ filter }) => filter === "nearLift" || types.includes(filter)).map(
        ({ filter, key }) => (
          <Chip
            key={filter}
            pressed={chosen.has(filter)}
            onClick={() => toggle(filter)}
            icon={
              <SignIcon sign={filter === "nearLift" ? landmarkSigns.lift : spotSigns[filter]} size={14} />
            }
          >
            {t(key)}
          </Chip>
        ),
      )}
    </div>
  );
}
