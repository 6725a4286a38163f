/** The hand that shapes: sizes, turns and the points of lines, by their handles. */
import type { Grip } from "../../../../map/gestures";
import type { Point } from "../../../../map/ways";
import * as commands from "../plan/commands";
import type { Command, What } from "../plan/commands";
import { boxOfAll, middleOf, middleOfBox, snapAngle, snapTo, turned, turnedPoint } from "../plan/geometry";
import { piecesOf, SIZES } from "../plan/pieces";
import type { Corner, LinePiece, SpotPiece } from "../plan/pieces";
import { stepOf } from "../plan/tools";
import { metres, snapped } from "./hand";
import type { Hand } from "./hand";
import type { Handle } from "./handles";
import type { Ghost } from "./preview";

interface Shape {
  ghosts: readonly Ghost[];
  command: Command;
  text: string;
}

export function grabHandle(hand: Hand, handle: Handle, from: Point): Grip {
  switch (handle.role) {
    case "turn":
      return shaping(hand, "turn", turnShape(hand, from));
    case "size":
      return shaping(hand, "resize", (at) => sizeShape(hand, handle, at));
    case "point":
    case "between":
      return shaping(hand, "resize", (at) => pointShape(hand, handle, at));
  }
}

/** Shows what the shape would be at every move, and makes it so at the end. */
function shaping(hand: Hand, what: What, shapeAt: (at: Point, event: PointerEvent) => Shape): Grip {
  const { board } = hand;
  let shape: Shape | null = null;
  return {
    move: (x, y, event) => {
      shape = shapeAt(board.stage.floorPoint(x, y), event);
      board.preshow({ kind: "ghosts", ghosts: shape.ghosts }, { at: { x, y }, text: shape.text });
    },
    end: () => {
      board.preshow(null);
      if (shape) hand.act(shape.command, what);
    },
    cancel: () => board.preshow(null),
  };
}

function turnShape({ board, tools }: Hand, from: Point): (at: Point, event: PointerEvent) => Shape {
  const pieces = piecesOf(board.sheet, board.selection);
  const about = middleOfBox(boxOfAll(pieces));
  const start = board.stage.floorPoint(from.x, from.y);
  const angleTo = (at: Point) => (Math.atan2(at.y - about.y, at.x - about.x) * 180) / Math.PI;
  const [only] = pieces;
  // One spot snaps by where it will stand, several by how far they turn.
  const before = pieces.length === 1 && only?.kind === "spot" ? only.rotation : 0;
  return (at, event) => {
    const raw = before + angleTo(at) - angleTo(start);
    const to = snapAngle(raw, event.shiftKey ? 45 : tools().snaps ? 5 : 1);
    const by = to - before;
    return {
      ghosts: pieces.map((piece) => turned(piece, about, by)),
      command: commands.turnBy(by),
      text: `${to}°`,
    };
  };
}

/** The spot with one side or corner pulled to a place; what lies opposite stays. */
export function pulled(spot: SpotPiece, h: number, v: number, at: Point, step: number): SpotPiece {
  const middle = middleOf(spot);
  const local = turnedPoint(at, middle, -spot.rotation);
  const length = (way: number, now: number, to: number, from: number) => {
    if (way === 0) return now;
    const free = Math.round(snapTo(Math.abs(to - (from - (way * now) / 2)), step));
    const isInside = (to - (from - (way * now) / 2)) * way > 0;
    return Math.min(SIZES.spot.most, Math.max(SIZES.spot.least, isInside ? free : 0));
  };
  const width = length(h, spot.width, local.x, middle.x);
  const height = length(v, spot.height, local.y, middle.y);
  const shifted = {
    x: middle.x + (h * (width - spot.width)) / 2,
    y: middle.y + (v * (height - spot.height)) / 2,
  };
  const to = turnedPoint(shifted, middle, spot.rotation);
  const corner = (value: number, size: number) => Math.max(0, Math.round(value - size / 2));
  return { ...spot, x: corner(to.x, width), y: corner(to.y, height), width, height };
}

function sizeShape({ tools }: Hand, handle: Handle & { role: "size" }, at: Point): Shape {
  const spot = pulled(handle.spot, handle.h, handle.v, at, stepOf(tools()));
  const { x, y, width, height } = spot;
  return {
    ghosts: [spot],
    command: commands.editSpots("resize", { x, y, width, height }),
    text: `${metres(width)} × ${metres(height)}`,
  };
}

function pointShape({ tools }: Hand, handle: Handle & { line: LinePiece; index: number }, at: Point): Shape {
  const { x, y } = snapped(at, tools());
  const change = (points: readonly Corner[]): LinePiece["points"] =>
    points.toSpliced(handle.index, handle.role === "point" ? 1 : 0, [x, y]);
  return {
    ghosts: [{ ...handle.line, points: change(handle.line.points) }],
    command: commands.editPoints(handle.line, change),
    text: `${metres(x)}, ${metres(y)}`,
  };
}
