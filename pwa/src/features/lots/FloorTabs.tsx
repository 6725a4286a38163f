import clsx from "clsx";
import { useEffect, useRef } from "react";
import type { AreaSummary } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { useEdges } from "../../ui/useEdges";

interface Props<Area> {
  areas: readonly Area[];
  chosen: AreaSummary["id"] | undefined;
  /** Free spots of a floor in the chosen period; null where it has none to count, undefined while it is not known. */
  freeOf: (area: Area) => number | null | undefined;
  /** Which spots are counted; null when it is all of them. */
  counted: "cars" | "matching" | null;
  /** The whole car park is closed in that time. */
  closed: boolean;
  onChoose: (area: Area) => void;
}

/** The floors, top to bottom, each with what is free. */
export function FloorTabs<Area extends Pick<AreaSummary, "id" | "code">>({
  areas,
  chosen,
  freeOf,
  counted,
  closed,
  onChoose,
}: Props<Area>) {
  const { t } = useI18n();
  const here = useRef<HTMLButtonElement>(null);
  const row = useRef<HTMLDivElement>(null);
  useEdges(row);
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <div role="group" aria-label={t("floor.choose")} className="glass min-w-0 flex-1 rounded-box p-1">
      <div
        ref={row}
        className="fades relative flex gap-[3px] overflow-x-auto rounded-[12px] [scrollbar-width:none] [--towards:to_right]"
      >
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
                {closed
                  ? t("state.closed")
                  : free === undefined
                    ? "…"
                    : free === null
                      ? t("floor.none")
                      : free === 0
                        ? t("floor.full")
                        : t("floor.free", { count: free })}
                {counted && !closed ? (
                  <span className="sr-only"> {t(`floor.counted.${counted}`)}</span>
                ) : null}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
