import { useStaffI18n } from "../../../../i18n/admin/words";
import { isSpot } from "../plan/pieces";
import { useBench } from "./bench";
import { FloorFields } from "./FloorFields";
import { LineFields } from "./LineFields";
import { MarkFields } from "./MarkFields";
import { Moves } from "./Moves";
import { ManySpots } from "./ManySpots";
import { SpotFields } from "./SpotFields";
import { GridChoice } from "./Toolbar";
import { ToolOptions } from "./ToolOptions";

/** What is selected, in numbers and words; the tool in the hand before it; and the floor when nothing is. */
export function Properties() {
  const { t } = useStaffI18n();
  const { selected, tools, sheet } = useBench();
  const [only] = selected;
  const spots = selected.filter(isSpot);
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="properties">
      {tools.tool === "select" ? null : (
        <section aria-label={t(`desk.floors.tool.${tools.tool}`)} className="grid grid-cols-1 gap-3">
          <h3 className="font-semibold">{t(`desk.floors.tool.${tools.tool}`)}</h3>
          <ToolOptions />
        </section>
      )}
      {only ? (
        <section
          aria-label={t("desk.floors.selected")}
          className="grid grid-cols-1 gap-3"
          data-testid="selection"
        >
          <h3 className="font-semibold" data-testid="selection-title">
            {selected.length > 1 ? t("desk.floors.count", { count: selected.length }) : <Name />}
          </h3>
          {selected.length > 1 ? (
            spots.length > 0 ? (
              <ManySpots key={spots.length} spots={spots} />
            ) : null
          ) : only.kind === "spot" ? (
            <SpotFields key={only.key} spot={only} />
          ) : only.kind === "mark" ? (
            <MarkFields key={only.key} mark={only} />
          ) : (
            <LineFields key={only.key} line={only} />
          )}
          <Moves />
        </section>
      ) : tools.tool === "select" ? (
        <section aria-label={sheet.name} className="grid grid-cols-1 gap-3">
          <FloorFields />
        </section>
      ) : null}
      <GridChoice />
    </div>
  );
}

function Name() {
  const { t } = useStaffI18n();
  const [only] = useBench().selected;
  if (only?.kind === "spot") return t("desk.spot", { label: only.label });
  return only?.kind === "mark" ? only.label : t(`desk.floors.kind.${only?.kind ?? "outline"}`);
}
