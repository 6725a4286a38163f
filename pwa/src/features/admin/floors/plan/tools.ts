/** What the hand holds, and how the next pieces will be. */
import type { Landmark } from "../../../../api/types";
import { nextRow } from "./labels";
import { spotsOf } from "./pieces";
import type { Sheet } from "./pieces";
import type { SpotShape } from "./rows";

export type Tool = "select" | "spot" | "row" | "label" | "lane" | "wall" | "mark";
export const TOOLS: readonly Tool[] = ["select", "spot", "row", "label", "lane", "wall", "mark"];
export const GRIDS: readonly number[] = [5, 10, 25, 50, 100, 250];

export interface Tools {
  tool: Tool;
  /** The width of the squares, in centimetres. */
  grid: number;
  /** Whether what is drawn and moved keeps to them. */
  snaps: boolean;
  shape: SpotShape;
  /** The next label; null for the next row's, as the floor has them. */
  label: string | null;
  mark: Landmark["kind"];
  lane: { width: number; oneWay: boolean };
  wall: { thickness: number };
}

export const FIRST_TOOLS: Tools = {
  tool: "select",
  grid: 25,
  snaps: true,
  shape: { type: "standard", width: 250, height: 500, gap: 0, lean: 0 },
  label: null,
  mark: "lift",
  lane: { width: 600, oneWay: true },
  wall: { thickness: 20 },
};

/** To whole centimetres where nothing snaps. */
export function stepOf({ grid, snaps }: Tools): number {
  return snaps ? grid : 1;
}

export function nextLabel(tools: Tools, sheet: Sheet): string {
  return tools.label ?? nextRow(spotsOf(sheet).map(({ label }) => label));
}
