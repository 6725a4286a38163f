/** What is shown while a hand is at work, before anything is changed. */
import type { Box } from "../../../../map/floor";
import type { Point } from "../../../../map/ways";
import type { NewPiece } from "../plan/commands";
import type { Corner, Piece } from "../plan/pieces";

export type Ghost = Piece | NewPiece;

export type Preview =
  | { kind: "band"; box: Box }
  | { kind: "ghosts"; ghosts: readonly Ghost[] }
  | { kind: "stroke"; points: readonly Corner[]; width: number };

export interface Hint {
  at: Point;
  text: string;
}
