/** What all parts of the editor share: the floor as it is drawn now, the tools, and the way to change it. */
import { createContext, use } from "react";
import type { WorkLot } from "../../../../api/admin/types";
import type { Floor } from "../../../../map/floor";
import type { Point } from "../../../../map/ways";
import type { Command, Editing, What } from "../plan/commands";
import type { Piece, Sheet } from "../plan/pieces";
import type { Tools } from "../plan/tools";
import type { Keeper, Kept } from "./keeper";

export interface Bench {
  lot: WorkLot;
  code: string;
  editing: Editing;
  sheet: Sheet;
  floor: Floor;
  selected: readonly Piece[];
  tools: Tools;
  setTools: (change: Partial<Tools>) => void;
  /** Does it; with a name, those who hear the page are told. */
  act: (command: Command, what?: What) => void;
  keeper: Keeper;
  kept: Kept;
  /** Brings a place of the floor into sight. */
  lookAt: (place: Point) => void;
  /** The middle of what is seen of the floor. */
  middle: () => Point;
}

export const BenchContext = createContext<Bench | null>(null);

export function useBench(): Bench {
  const bench = use(BenchContext);
  if (!bench) throw new Error("useBench needs the editor above it");
  return bench;
}
