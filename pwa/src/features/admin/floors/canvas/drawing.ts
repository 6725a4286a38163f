/** The hands that draw: spots, rows, labels, lanes, walls and landmarks, each in one stroke or click. */
import type { Grip } from "../../../../map/gestures";
import type { Point } from "../../../../map/ways";
import * as commands from "../plan/commands";
import type { NewPiece } from "../plan/commands";
import { snapTo } from "../plan/geometry";
import { spotsMet } from "../plan/hit";
import { freeLabel, series } from "../plan/labels";
import { isMark, piecesOf, spotsOf } from "../plan/pieces";
import type { Corner, Key, LanePiece, LinePiece, WallPiece } from "../plan/pieces";
import { rowBetween, rowOf, spotAround } from "../plan/rows";
import type { NewSpot } from "../plan/rows";
import { nextLabel, stepOf } from "../plan/tools";
import type { Tool } from "../plan/tools";
import { metres, SLOP_PX, snapped } from "./hand";
import type { Hand, Start } from "./hand";

type Draw = (hand: Hand, start: Start) => Grip;

export const DRAWS: Record<Exclude<Tool, "select">, Draw> = {
  spot: (hand) => clicking(hand, (at) => spotAt(hand, at)),
  mark: (hand) => clicking(hand, (at) => markAt(hand, at)),
  row: drawRow,
  label: drawLabels,
  lane: (hand, start) => drawLine(hand, start, "lane"),
  wall: (hand, start) => drawLine(hand, start, "wall"),
};

/** What a click here would place; shown under the mouse. */
export function ghostAt(hand: Hand, at: Point): NewPiece | null {
  const { tool } = hand.tools();
  if (tool === "spot") return spotAt(hand, at);
  return tool === "mark" ? markAt(hand, at) : null;
}

function clicking({ board, act, setLabel, tools }: Hand, pieceAt: (at: Point) => NewPiece): Grip {
  const at = (x: number, y: number) => pieceAt(board.stage.floorPoint(x, y));
  return {
    move: (x, y) => board.preshow({ kind: "ghosts", ghosts: [at(x, y)] }),
    end: (x, y) => {
      board.preshow(null);
      const piece = at(x, y);
      act(commands.place("place", [piece]), "place");
      if (piece.kind === "spot" && tools().label !== null) setLabel(series(piece.label, 2)[1] ?? piece.label);
    },
    cancel: () => board.preshow(null),
  };
}

/** Its corner keeps to the grid. */
function spotAt({ board, tools }: Hand, at: Point): NewSpot {
  const now = tools();
  const labels = new Set(spotsOf(board.sheet).map(({ label }) => label));
  const spot = spotAround(at, now.shape, freeLabel(nextLabel(now, board.sheet), labels));
  const step = stepOf(now);
  return { ...spot, x: Math.max(0, snapTo(spot.x, step)), y: Math.max(0, snapTo(spot.y, step)) };
}

function markAt({ board, tools, nameMark }: Hand, at: Point): NewPiece {
  const { mark } = tools();
  const ids = new Set(board.sheet.pieces.filter(isMark).map(({ id }) => id));
  return {
    kind: "mark",
    id: commands.freeMarkId(mark, ids),
    mark,
    label: nameMark(),
    ...snapped(at, tools()),
  };
}

function drawRow({ board, tools, act, setLabel }: Hand, { x: fromX, y: fromY }: Start): Grip {
  const from = snapped(board.stage.floorPoint(fromX, fromY), tools());
  const first = nextLabel(tools(), board.sheet);
  let row: NewSpot[] = [];
  return {
    move: (x, y) => {
      const { shape } = tools();
      row = rowOf(from, rowBetween(from, board.stage.floorPoint(x, y), shape), shape, first);
      const last = row.at(-1)?.label ?? first;
      const text = row.length > 1 ? `${first} – ${last} · ${row.length}` : first;
      board.preshow({ kind: "ghosts", ghosts: row }, { at: { x, y }, text });
    },
    end: () => {
      board.preshow(null);
      if (row.length === 0) return;
      act(commands.place("row", row), "row");
      setLabel(null);
    },
    cancel: () => board.preshow(null),
  };
}

/** A stroke over spots gives each the next label, in the order in which it meets them. */
function drawLabels({ board, tools, act, setLabel }: Hand, { x: fromX, y: fromY }: Start): Grip {
  const first = nextLabel(tools(), board.sheet);
  const start = board.stage.floorPoint(fromX, fromY);
  const met: Key[] = [];
  const trail: Corner[] = [[start.x, start.y]];
  const meet = (to: Point) => {
    const [x, y] = trail.at(-1) ?? [to.x, to.y];
    met.push(...spotsMet(board.floor, { x, y }, to, new Set(met)));
    trail.push([to.x, to.y]);
  };
  meet(start);
  return {
    move: (x, y) => {
      meet(board.stage.floorPoint(x, y));
      const last = series(first, met.length).at(-1) ?? first;
      board.preshow(
        { kind: "stroke", points: trail, width: 0 },
        { at: { x, y }, text: met.length > 1 ? `${first} – ${last}` : first },
      );
    },
    end: () => {
      board.preshow(null);
      if (met.length === 0) return;
      act(commands.select(met));
      act(commands.labelInTurn(met, first), "label");
      setLabel(series(first, met.length + 1).at(-1) ?? null);
    },
    cancel: () => board.preshow(null),
  };
}

/** A straight piece; begun at an end of the selected line of that kind, it goes on with that one. */
function drawLine(hand: Hand, { x: fromX, y: fromY }: Start, kind: "lane" | "wall"): Grip {
  const { board, tools, act } = hand;
  const start = board.stage.floorPoint(fromX, fromY);
  const goesOn = endOf(hand, kind, start);
  const from: Corner = goesOn?.end ?? [snapped(start, tools()).x, snapped(start, tools()).y];
  let to: Corner | null = null;
  const width = kind === "lane" ? tools().lane.width : tools().wall.thickness;
  return {
    move: (x, y, event) => {
      if (!to && Math.hypot(x - fromX, y - fromY) < SLOP_PX) return;
      const at = snapped(board.stage.floorPoint(x, y), tools());
      // Square to the floor, unless Alt is held.
      const isFlat = Math.abs(at.x - from[0]) >= Math.abs(at.y - from[1]);
      to = event.altKey ? [at.x, at.y] : isFlat ? [at.x, from[1]] : [from[0], at.y];
      const text = metres(Math.hypot(to[0] - from[0], to[1] - from[1]));
      board.preshow({ kind: "stroke", points: [from, to], width }, { at: { x, y }, text });
    },
    end: () => {
      board.preshow(null);
      if (!to || (to[0] === from[0] && to[1] === from[1])) return;
      const end = to;
      if (goesOn)
        act(
          commands.editPoints(goesOn.line, (points) =>
            goesOn.atStart ? [end, ...points] : [...points, end],
          ),
          "resize",
        );
      else act(commands.place("place", [lineFrom(hand, kind, from, end)]), "place");
    },
    cancel: () => board.preshow(null),
  };
}

function lineFrom(
  { tools }: Hand,
  kind: "lane" | "wall",
  from: Corner,
  to: Corner,
): Omit<LanePiece, "key"> | Omit<WallPiece, "key"> {
  const points = [from, to];
  return kind === "lane" ? { kind, points, ...tools().lane } : { kind, points, ...tools().wall };
}

function endOf(
  { board }: Hand,
  kind: "lane" | "wall",
  at: Point,
): { line: LinePiece; end: Corner; atStart: boolean } | null {
  const [line] = piecesOf(board.sheet, board.selection);
  if (line?.kind !== kind || board.selection.size !== 1) return null;
  const near = 24 / board.scale;
  for (const atStart of [false, true]) {
    const end = line.points.at(atStart ? 0 : -1);
    if (end && Math.hypot(end[0] - at.x, end[1] - at.y) <= near) return { line, end, atStart };
  }
  return null;
}
