import clsx from "clsx";
import { useEffect, useRef } from "react";
import type { AreaSummary } from "../../api/types";
import { useI18n } from "../../i18n/context";

interface Props {
  areas: readonly AreaSummary[];
  chosen: AreaSummary["id"] | undefined;
  /** Free spots of a floor in the chosen period; undefined while it is not known. */
  freeOf: (area: AreaSummary) => number | undefined;
  onChoose: (area: AreaSummary) => void;
}

/** The floors, top to bottom, each with what is free. */
export function FloorTabs({ areas, chosen, freeOf, onChoose }: Props) {
  const { t } = useI18n();
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <div role="group" aria-label={t("floor.choose")} className="glass min-w-0 flex-1 rounded-box p-1">
      <div className="flex gap-[3px] overflow-x-auto rounded-[12px] [scrollbar-width:none]">
        {areas.map((area) => {
          const free = freeOf(area);
          const on = area.id === chosen;
          return (
            <button
              key={area.id}
              ref={on ? here : null}
              type="button"
              aria-pressed={on}
              data-testid={`floor-${area.code}`}
              onClick={() => onChoose(area)}
              className={clsx(
                "min-h-11 min-w-[4.25rem] flex-1 rounded-[12px] px-2 py-1 leading-tight font-semibold transition-colors",
                on ? "bg-accent text-accent-ink" : "text-ink hover:bg-accent-soft",
              )}
            >
              <span className="block text-m">{area.code}</span>
              <span
                className={clsx("num block text-xs font-medium whitespace-nowrap", on ? "" : "text-ink-2")}
              >
                {free === undefined ? "…" : free === 0 ? t("floor.full") : t("floor.free", { count: free })}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
