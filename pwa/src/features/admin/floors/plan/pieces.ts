/** A floor as the editor holds it. Nothing is changed in place, so any earlier state can be gone back to. Centimetres. */
import type { Landmark, SpaceId, SpaceType } from "../../../../api/types";

/** Tells the pieces of one sitting apart; no server knows it. */
export type Key = number;
export type Corner = readonly [x: number, y: number];

export interface SpotPiece {
  kind: "spot";
  key: Key;
  /** The spot that it is, whatever its label was; null for one that is not published yet. */
  id: SpaceId | null;
  label: string;
  type: SpaceType;
  /** The top-left corner before it is turned by `rotation` degrees about its middle. */
  x: number;
  y: number;
  width: number;
  height: number;
  rotation: number;
}
export interface LanePiece {
  kind: "lane";
  key: Key;
  points: readonly Corner[];
  width: number;
  oneWay: boolean;
}
export interface WallPiece {
  kind: "wall";
  key: Key;
  points: readonly Corner[];
  thickness: number;
}
/** A lift, an entrance and the like; `id` is unique on the floor. */
export interface MarkPiece {
  kind: "mark";
  key: Key;
  id: string;
  mark: Landmark["kind"];
  label: string;
  x: number;
  y: number;
}
/** The outer wall: there is always one. */
export interface OutlinePiece {
  kind: "outline";
  key: Key;
  points: readonly Corner[];
}
export type LinePiece = LanePiece | WallPiece | OutlinePiece;
export type Piece = SpotPiece | MarkPiece | LinePiece;

/** All that a draft consists of. */
export interface Sheet {
  name: string;
  level: number;
  width: number;
  height: number;
  pieces: readonly Piece[];
}

export const MARK_KINDS: readonly Landmark["kind"][] = ["lift", "stairs", "entrance", "exit", "payStation"];
export const SPOT_TYPES: readonly SpaceType[] = ["standard", "ev", "vip", "oku", "motorcycle"];

/** What the server takes. */
export const MOST = { coordinate: 100_000, spots: 3000, label: 12, markLabel: 24 } as const;
export const SIZES = {
  spot: { least: 50, most: 3000 },
  lane: { least: 200, most: 1500 },
  wall: { least: 1, most: 500 },
  sheet: { least: 100, most: 100_000 },
} as const;

export const isSpot = (piece: Piece): piece is SpotPiece => piece.kind === "spot";
export const isMark = (piece: Piece): piece is MarkPiece => piece.kind === "mark";
export const isLine = (piece: Piece): piece is LinePiece => "points" in piece;

export function pieceOf(sheet: Sheet, key: Key): Piece | undefined {
  return sheet.pieces.find((piece) => piece.key === key);
}

export function piecesOf(sheet: Sheet, keys: ReadonlySet<Key>): readonly Piece[] {
  return sheet.pieces.filter((piece) => keys.has(piece.key));
}

export function spotsOf(sheet: Sheet): readonly SpotPiece[] {
  return sheet.pieces.filter(isSpot);
}
