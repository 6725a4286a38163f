import { useId, useState } from "react";
import { useStaffI18n } from "../../../../i18n/admin/words";
import { Segmented } from "../../../../ui/Segmented";
import { useBench } from "./bench";
import { Faults } from "./Faults";
import { Objects } from "./Objects";
import { Properties } from "./Properties";

type Side = "properties" | "objects" | "faults";

/** Beside the drawing: what is selected, everything in words, and what is wrong. */
export function Inspector() {
  const { t, format } = useStaffI18n();
  const { kept } = useBench();
  const titleId = useId();
  const [side, setSide] = useState<Side>("properties");
  const count = kept.faults.length;
  const name = (value: Side) =>
    value === "faults" && count > 0
      ? t("desk.floors.side.faultsCount", { count: format.number(count) })
      : t(`desk.floors.side.${value}`);
  return (
    <section
      aria-labelledby={titleId}
      className="glass flex min-w-0 flex-col gap-4 rounded-card p-4 xl:h-full xl:min-h-0"
    >
      <h2 id={titleId} className="sr-only">
        {t("desk.floors.side")}
      </h2>
      <div data-testid="sides">
        <Segmented
          label={t("desk.floors.side")}
          value={side}
          options={(["properties", "objects", "faults"] as const).map((value) => ({
            value,
            label: name(value),
          }))}
          onChange={setSide}
        />
      </div>
      <div className="xl:min-h-0 xl:flex-1 xl:overflow-y-auto xl:p-0.5">
        {side === "properties" ? <Properties /> : side === "objects" ? <Objects /> : <Faults />}
      </div>
    </section>
  );
}
