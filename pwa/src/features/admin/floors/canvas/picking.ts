/** The hand that picks: a click selects, a stroke over the floor selects all in it, what is selected is moved. */
import type { Grip } from "../../../../map/gestures";
import type { Point } from "../../../../map/ways";
import * as commands from "../plan/commands";
import { allowedMove, boxBetween, boxOf, sentBox, snapTo } from "../plan/geometry";
import { pieceAt, piecesWithin } from "../plan/hit";
import { isLine, piecesOf } from "../plan/pieces";
import type { Key, Piece } from "../plan/pieces";
import { stepOf } from "../plan/tools";
import { metres, MOUSE_PX, reachOf, SLOP_PX } from "./hand";
import type { Hand, Start } from "./hand";
import { handleAt } from "./handles";
import { grabHandle } from "./shaping";

/** Null leaves the press to the map: a finger that meets nothing selected moves the floor. */
export function pick(hand: Hand, { x, y, event }: Start): Grip | null {
  const { board } = hand;
  const reach = reachOf(event);
  const handle = handleAt(board.handles, x, y, reach + 4);
  if (handle) return grabHandle(hand, handle, { x, y });
  const piece = pieceAt(board.sheet, board.floor, board.stage.floorPoint(x, y), reach / board.scale);
  const isSelected = piece !== null && board.selection.has(piece.key);
  if (event.pointerType !== "mouse") return isSelected ? carry(hand, piece, { x, y }) : null;
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  if (!piece || adds || (isLine(piece) && !isSelected)) return band(hand, piece, { x, y }, adds);
  if (!isSelected) hand.act(commands.select([piece.key]));
  return carry(hand, piece, { x, y });
}

/** What the mouse would do here, as its pointer says it. */
export function cursorAt({ board }: Hand, x: number, y: number): string {
  const handle = handleAt(board.handles, x, y, MOUSE_PX + 4);
  if (handle) return handle.role === "turn" ? "grab" : "crosshair";
  const piece = pieceAt(board.sheet, board.floor, board.stage.floorPoint(x, y), MOUSE_PX / board.scale);
  if (!piece) return "";
  return isLine(piece) && !board.selection.has(piece.key) ? "pointer" : "move";
}

/** A tap that moved nothing. */
export function tap({ board, act }: Hand, x: number, y: number, reach: number): void {
  const piece = pieceAt(board.sheet, board.floor, board.stage.floorPoint(x, y), reach / board.scale);
  act(commands.select(piece ? [piece.key] : []));
}

function carry(hand: Hand, piece: Piece, from: Point): Grip {
  const { board } = hand;
  const keys: ReadonlySet<Key> = board.selection.has(piece.key) ? board.selection : new Set([piece.key]);
  const pieces = piecesOf(board.sheet, keys);
  const numbers = sentBox(pieces);
  const corner = boxOf(piece);
  let by: Point | null = null;
  return {
    move: (x, y, event) => {
      if (!by && Math.hypot(x - from.x, y - from.y) < SLOP_PX) return;
      if (!by) board.take(keys);
      const step = stepOf(hand.tools());
      let dx = (x - from.x) / board.scale;
      let dy = (y - from.y) / board.scale;
      // With Shift along one axis only.
      if (event.shiftKey) [dx, dy] = Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
      const [ax, ay] = allowedMove(
        numbers,
        dx === 0 ? 0 : Math.round(snapTo(corner.x0 + dx, step) - corner.x0),
        dy === 0 ? 0 : Math.round(snapTo(corner.y0 + dy, step) - corner.y0),
      );
      by = { x: ax, y: ay };
      board.carry(by, { at: { x, y }, text: `${metres(ax)}, ${metres(ay)}` });
    },
    end: () => {
      if (!by) {
        if (pieces.length > 1) hand.act(commands.select([piece.key]));
        return;
      }
      board.putDown(by.x === 0 && by.y === 0);
      hand.act(commands.moveBy(by.x, by.y), "move");
    },
    cancel: () => {
      if (by) board.putDown(true);
    },
  };
}

function band(hand: Hand, piece: Piece | null, from: Point, adds: boolean): Grip {
  const { board, act } = hand;
  const start = board.stage.floorPoint(from.x, from.y);
  let isDrawn = false;
  return {
    move: (x, y) => {
      isDrawn ||= Math.hypot(x - from.x, y - from.y) >= SLOP_PX;
      if (isDrawn) board.preshow({ kind: "band", box: boxBetween(start, board.stage.floorPoint(x, y)) });
    },
    end: (x, y) => {
      board.preshow(null);
      if (isDrawn) {
        const met = piecesWithin(board.sheet, boxBetween(start, board.stage.floorPoint(x, y)));
        act(commands.select(adds ? [...board.selection, ...met] : met));
      } else if (!piece) {
        if (!adds) act(commands.select([]));
      } else act(adds ? commands.toggle(piece.key) : commands.select([piece.key]));
    },
    cancel: () => board.preshow(null),
  };
}
