/** What the selected pieces are taken hold of by. Places are pixels on the screen. */
import type { View } from "../../../../map/view";
import type { Point } from "../../../../map/ways";
import { boxOfAll, middleOf, turnedPoint } from "../plan/geometry";
import { isLine } from "../plan/pieces";
import type { LinePiece, Piece, SpotPiece } from "../plan/pieces";

export type Handle =
  | { role: "turn"; x: number; y: number }
  /** A side or corner of a spot: -1, 0 or 1 along its own width and height. */
  | { role: "size"; x: number; y: number; spot: SpotPiece; h: -1 | 0 | 1; v: -1 | 0 | 1 }
  | { role: "point"; x: number; y: number; line: LinePiece; index: number }
  /** Between two points: pulled out, it becomes one. */
  | { role: "between"; x: number; y: number; line: LinePiece; index: number };

const ROOM_FOR_SIZES_PX = 40;
const TURN_PX = 26;
/** At the upper edge it stays in sight. */
const LEAST_Y_PX = 12;
const SIDES = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
] as const;

export function handlesOf(pieces: readonly Piece[], view: View): Handle[] {
  const [only] = pieces;
  if (!only) return [];
  const seen = ({ x, y }: Point) => ({ x: x * view.scale + view.x, y: y * view.scale + view.y });
  if (pieces.length > 1) {
    const box = boxOfAll(pieces);
    const top = seen({ x: (box.x0 + box.x1) / 2, y: box.y0 });
    return [{ role: "turn", x: top.x, y: Math.max(LEAST_Y_PX, top.y - TURN_PX) }];
  }
  if (only.kind === "spot") return spotHandles(only, view, seen);
  return isLine(only) ? lineHandles(only, seen) : [];
}

function spotHandles(spot: SpotPiece, view: View, seen: (at: Point) => Point): Handle[] {
  const middle = middleOf(spot);
  const at = (h: number, v: number, beyondPx = 0) =>
    seen(
      turnedPoint(
        { x: middle.x + (h * spot.width) / 2, y: middle.y + v * (spot.height / 2 + beyondPx / view.scale) },
        middle,
        spot.rotation,
      ),
    );
  const above = at(0, -1, TURN_PX);
  const turn = { role: "turn" as const, x: above.x, y: Math.max(LEAST_Y_PX, above.y) };
  const short = Math.min(spot.width, spot.height) * view.scale;
  if (short < ROOM_FOR_SIZES_PX) return [turn];
  return [turn, ...SIDES.map(([h, v]) => ({ role: "size" as const, ...at(h, v), spot, h, v }))];
}

function lineHandles(line: LinePiece, seen: (at: Point) => Point): Handle[] {
  const points = line.points.map(([x, y], index) => ({
    role: "point" as const,
    ...seen({ x, y }),
    line,
    index,
  }));
  const last = line.kind === "outline" ? points.length : points.length - 1;
  const between = points.slice(0, last).map((one, index) => {
    const next = points[(index + 1) % points.length] ?? one;
    return {
      role: "between" as const,
      x: (one.x + next.x) / 2,
      y: (one.y + next.y) / 2,
      line,
      index: index + 1,
    };
  });
  return [...points, ...between];
}

export function handleAt(handles: readonly Handle[], x: number, y: number, reach: number): Handle | null {
  let best: Handle | null = null;
  let nearest = reach;
  for (const handle of handles) {
    const distance = Math.hypot(handle.x - x, handle.y - y);
    if (distance <= nearest) {
      best = handle;
      nearest = distance;
    }
  }
  return best;
}
