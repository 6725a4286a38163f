/** What lies under a point, and within a box. */
import { spotAt } from "../../../../map/floor";
import type { Box, Floor } from "../../../../map/floor";
import type { Point } from "../../../../map/ways";
import { boxOf, distanceToLine, distanceToSegment, isWithin } from "./geometry";
import { isMark, pieceOf } from "./pieces";
import type { Key, LinePiece, Piece, Sheet } from "./pieces";

/** The topmost piece at a point, no further away than `reach`: landmarks lie over spots, spots over lines. */
export function pieceAt(sheet: Sheet, floor: Floor, at: Point, reach: number): Piece | null {
  const mark = sheet.pieces.find(
    (piece) => isMark(piece) && Math.hypot(piece.x - at.x, piece.y - at.y) <= reach * 1.6,
  );
  if (mark) return mark;
  const spot = spotAt(floor, at.x, at.y, reach / 3);
  if (spot) return pieceOf(sheet, spot.id) ?? null;
  let best: LinePiece | null = null;
  let nearest = Infinity;
  for (const piece of sheet.pieces) {
    if (!("points" in piece)) continue;
    const distance = distanceToPiece(piece, at);
    const room = piece.kind === "lane" ? Math.max(reach, piece.width / 2) : reach;
    // A wall on a lane is meant before the lane.
    const weight = piece.kind === "lane" ? distance + reach : distance;
    if (distance <= room && weight < nearest) {
      best = piece;
      nearest = weight;
    }
  }
  return best;
}

function distanceToPiece(line: LinePiece, at: Point): number {
  const { points } = line;
  const first = points[0];
  const last = points.at(-1);
  const open = distanceToLine(at, points);
  return line.kind === "outline" && first && last ? Math.min(open, distanceToSegment(at, last, first)) : open;
}

/** The pieces that lie whole within a box; the outline is not meant by a stroke around all. */
export function piecesWithin(sheet: Sheet, box: Box): Key[] {
  return sheet.pieces
    .filter((piece) => piece.kind !== "outline" && isWithin(boxOf(piece), box))
    .map(({ key }) => key);
}

/** The spots that a stroke goes over, in its order; `known` are met already. */
export function spotsMet(floor: Floor, from: Point, to: Point, known: ReadonlySet<Key>): Key[] {
  const met: Key[] = [];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const steps = Math.max(1, Math.ceil(length / 25));
  for (let i = 0; i <= steps; i++) {
    const part = i / steps;
    const spot = spotAt(floor, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, 1);
    if (spot && !known.has(spot.id) && !met.includes(spot.id)) met.push(spot.id);
  }
  return met;
}
