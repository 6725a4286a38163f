import { CircleCheck, TriangleAlert } from "lucide-react";
import type { MapFault } from "../../../../api/admin/floors";
import { useStaffI18n } from "../../../../i18n/admin/words";
import * as commands from "../plan/commands";
import { isMark, isSpot } from "../plan/pieces";
import type { Piece, Sheet } from "../plan/pieces";
import { useBench } from "./bench";

/** What is wrong with the floor as it was saved last; each leads to its place. */
export function Faults() {
  const { t } = useStaffI18n();
  const { sheet, kept, act, lookAt } = useBench();
  const told = useFaultText();
  if (kept.faults.length === 0)
    return (
      <p className="flex items-center gap-2.5 py-4 text-ink-2" data-testid="no-faults">
        <CircleCheck size={19} aria-hidden className="shrink-0 text-free-ink" /> {t("desk.floors.noFaults")}
      </p>
    );
  return (
    <div className="grid grid-cols-1 gap-3" data-testid="faults">
      <p className="text-m text-ink-2">{t("desk.floors.faultsText")}</p>
      <ul className="grid grid-cols-1 gap-1.5">
        {kept.faults.map((fault, i) => (
          <li key={i}>
            <button
              type="button"
              onClick={() => {
                act(commands.select(piecesOf(sheet, fault).map(({ key }) => key)));
                lookAt(fault);
              }}
              className="flex min-h-12 w-full items-center gap-2.5 rounded-box border border-line bg-glass-strong px-3 py-1.5 text-left hover:bg-accent-soft"
            >
              <TriangleAlert size={17} aria-hidden className="shrink-0 text-taken-ink" />
              <span className="[overflow-wrap:anywhere]">{told(fault)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A fault in a sentence. */
export function useFaultText(): (fault: MapFault) => string {
  const { t } = useStaffI18n();
  return ({ kind, label, other, x, y }) => {
    const at = { x: (x / 100).toFixed(1), y: (y / 100).toFixed(1) };
    if (kind === "outline_off_map") return t("desk.floors.fault.outline_off_map", at);
    return t(`desk.floors.fault.${kind}`, { label: label ?? "", other: other ?? "" });
  };
}

/** The pieces that a fault names: the outline where it names none. */
function piecesOf(sheet: Sheet, { kind, label, other }: MapFault): Piece[] {
  if (label === null) return sheet.pieces.filter((piece) => piece.kind === "outline");
  const names = new Set([label, ...(kind === "over_spot" || kind === "over_landmark" ? [other] : [])]);
  return sheet.pieces.filter((piece) => (isSpot(piece) || isMark(piece)) && names.has(piece.label));
}
