/** The sheet as the drivers' map draws it. */
import type { AreaMap } from "../../../../api/types";
import { prepareFloor } from "../../../../map/floor";
import type { Floor } from "../../../../map/floor";
import { isSpot } from "./pieces";
import type { Piece, Sheet } from "./pieces";
import { drawingOf } from "./wire";

/** A key is a spot's id on this map. */
export function floorOf(sheet: Sheet, before: Floor | null = null, drawn: readonly Piece[] = []): Floor {
  const others = sheet.pieces.filter((piece) => !isSpot(piece));
  // What lies under the spots is painted anew only when it has changed.
  const isSame =
    before !== null && others.length === drawn.length && others.every((one, i) => one === drawn[i]);
  const map: AreaMap = {
    areaId: 0,
    lotSlug: "",
    code: "",
    name: sheet.name,
    version: 0,
    width: sheet.width,
    height: sheet.height,
    unit: "cm",
    drawing: isSame ? before.map.drawing : drawingOf(sheet.pieces),
    spaces: sheet.pieces.filter(isSpot).map(({ key, label, type, x, y, width, height, rotation }) => ({
      id: key,
      label,
      type,
      x,
      y,
      width,
      height,
      rotation,
    })),
  };
  return prepareFloor(map);
}

/** Remembers the last floor, for the next one. */
export function floorMaker(): (sheet: Sheet) => Floor {
  let last: { floor: Floor; sheet: Sheet; others: readonly Piece[] } | null = null;
  return (sheet) => {
    if (last?.sheet === sheet) return last.floor;
    const floor = floorOf(sheet, last?.floor, last?.others);
    last = { floor, sheet, others: sheet.pieces.filter((piece) => !isSpot(piece)) };
    return floor;
  };
}
