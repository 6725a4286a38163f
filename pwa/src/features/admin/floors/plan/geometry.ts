/** Where pieces lie, moved and turned. Turns are clockwise, as y points down. */
import type { Box } from "../../../../map/floor";
import type { Point } from "../../../../map/ways";
import { MOST } from "./pieces";
import type { Corner, Piece, SpotPiece } from "./pieces";

export function middleOf(piece: Piece): Point {
  if (piece.kind === "spot") return { x: piece.x + piece.width / 2, y: piece.y + piece.height / 2 };
  if (piece.kind === "mark") return { x: piece.x, y: piece.y };
  return middleOfBox(boxOf(piece));
}

export function middleOfBox(box: Box): Point {
  return { x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 };
}

/** The four corners after the turn, clockwise from the one that was top-left. */
export function cornersOf(spot: Pick<SpotPiece, "x" | "y" | "width" | "height" | "rotation">): Corner[] {
  const middle = { x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 };
  const halves = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  return halves.map(([h, v]) => {
    const corner = { x: middle.x + (h * spot.width) / 2, y: middle.y + (v * spot.height) / 2 };
    const turned = turnedPoint(corner, middle, spot.rotation);
    return [turned.x, turned.y];
  });
}

/** The points by which a piece is known. */
function extremes(piece: Piece): readonly Corner[] {
  if (piece.kind === "spot") return cornersOf(piece);
  return piece.kind === "mark" ? [[piece.x, piece.y]] : piece.points;
}

export function boxOf(piece: Piece): Box {
  return boxAround(extremes(piece));
}

export function boxOfAll(pieces: readonly Piece[]): Box {
  return boxAround(pieces.flatMap(extremes));
}

export function boxAround(corners: readonly Corner[]): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const [x, y] of corners) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}

export function boxBetween(a: Point, b: Point): Box {
  return { x0: Math.min(a.x, b.x), y0: Math.min(a.y, b.y), x1: Math.max(a.x, b.x), y1: Math.max(a.y, b.y) };
}

export function isWithin(inner: Box, outer: Box): boolean {
  return inner.x0 >= outer.x0 && inner.x1 <= outer.x1 && inner.y0 >= outer.y0 && inner.y1 <= outer.y1;
}

export function snapTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}

/** The nearest right angle or eighth, when a direction is nearly that; whole degrees otherwise. */
export function snapAngle(degrees: number, step: number): number {
  return normalAngle(snapTo(degrees, step));
}

/** As the server takes it: -359 to 359, here 0 to 359. */
export function normalAngle(degrees: number): number {
  return ((Math.round(degrees) % 360) + 360) % 360;
}

export function turnedPoint(point: Point, about: Point, degrees: number): Point {
  const turn = (degrees * Math.PI) / 180;
  const dx = point.x - about.x;
  const dy = point.y - about.y;
  return {
    x: about.x + dx * Math.cos(turn) - dy * Math.sin(turn),
    y: about.y + dx * Math.sin(turn) + dy * Math.cos(turn),
  };
}

export function moved<P extends Piece>(piece: P, dx: number, dy: number): P {
  if (dx === 0 && dy === 0) return piece;
  if ("points" in piece) return { ...piece, points: piece.points.map(([x, y]) => [x + dx, y + dy] as const) };
  return { ...piece, x: piece.x + dx, y: piece.y + dy };
}

/** Turned about a place, and kept on whole centimetres. */
export function turned(piece: Piece, about: Point, degrees: number): Piece {
  if (piece.kind === "spot") {
    const middle = turnedPoint(middleOf(piece), about, degrees);
    return {
      ...piece,
      x: Math.round(middle.x - piece.width / 2),
      y: Math.round(middle.y - piece.height / 2),
      rotation: normalAngle(piece.rotation + degrees),
    };
  }
  const turn = ([x, y]: Corner): Corner => {
    const to = turnedPoint({ x, y }, about, degrees);
    return [Math.round(to.x), Math.round(to.y)];
  };
  if (piece.kind === "mark") {
    const [x, y] = turn([piece.x, piece.y]);
    return { ...piece, x, y };
  }
  return { ...piece, points: piece.points.map(turn) };
}

/** The numbers that are sent: they begin at 0, and have an end. */
export function sentBox(pieces: readonly Piece[]): Box {
  return boxAround(
    pieces.flatMap((piece) => ("points" in piece ? piece.points : [[piece.x, piece.y] as const])),
  );
}

/** As much of a move as keeps every number one that the server takes. */
export function allowedMove(box: Box, dx: number, dy: number): Corner {
  const keep = (by: number, from: number, to: number) =>
    Math.min(Math.max(by, -from), Math.max(0, MOST.coordinate - to));
  return [keep(dx, box.x0, box.x1), keep(dy, box.y0, box.y1)];
}

/** Pushed in, where a turn or a paste has put something off the sheet. */
export function pushedIn(pieces: readonly Piece[]): readonly Piece[] {
  const [dx, dy] = allowedMove(sentBox(pieces), 0, 0);
  return dx === 0 && dy === 0 ? pieces : pieces.map((piece) => moved(piece, dx, dy));
}

/** How far a point lies from a line. */
export function distanceToLine(point: Point, line: readonly Corner[]): number {
  let best = Infinity;
  for (let i = 1; i < line.length; i++) {
    best = Math.min(best, distanceToSegment(point, line[i - 1] as Corner, line[i] as Corner));
  }
  return best;
}

export function distanceToSegment(point: Point, [ax, ay]: Corner, [bx, by]: Corner): number {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const along =
    square === 0
      ? 0
      : Math.min(1, Math.max(0, ((point.x - ax) * (bx - ax) + (point.y - ay) * (by - ay)) / square));
  return Math.hypot(point.x - (ax + along * (bx - ax)), point.y - (ay + along * (by - ay)));
}
