/** What drivers look for on a floor and do not find. It stands in nobody's way: a floor may be published without. */
import type { Landmark } from "../../../../api/types";
import type { Sheet } from "./pieces";

export type Lack = "lane" | "entrance" | "lift";

export function lacksOf(sheet: Sheet): Lack[] {
  const has = (...kinds: Landmark["kind"][]) =>
    sheet.pieces.some((piece) => piece.kind === "mark" && kinds.includes(piece.mark));
  const lacks: Lack[] = [];
  if (!sheet.pieces.some(({ kind }) => kind === "lane")) lacks.push("lane");
  if (!has("entrance")) lacks.push("entrance");
  // From the street one walks out by the entrance.
  if (!has("lift", "stairs") && !(sheet.level === 0 && has("entrance"))) lacks.push("lift");
  return lacks;
}
