/** Between the editor's sheet and what the server keeps. */
import type { FloorDraft, PlannedFloor } from "../../../../api/admin/floors";
import type { Key, Piece, Sheet } from "./pieces";
import { isMark, isSpot } from "./pieces";

type Described = Pick<FloorDraft, "name" | "level" | "plan">;

/** A draft as pieces, numbered from `first` on. */
export function sheetOf({ name, level, plan }: Described, first: Key = 1): Sheet {
  const { drawing } = plan;
  let key = first;
  const pieces: Piece[] = [
    { kind: "outline", key: key++, points: drawing.outline },
    ...drawing.lanes.map((lane) => ({ kind: "lane" as const, key: key++, ...lane })),
    ...drawing.walls.map((wall) => ({ kind: "wall" as const, key: key++, ...wall })),
    ...plan.spaces.map(({ id, ...spot }) => ({ kind: "spot" as const, key: key++, id: id ?? null, ...spot })),
    ...drawing.landmarks.map(({ kind: mark, ...it }) => ({ kind: "mark" as const, key: key++, mark, ...it })),
  ];
  return { name, level, width: plan.width, height: plan.height, pieces };
}

/** The sheet as it is sent. */
export function draftOf({ name, level, width, height, pieces }: Sheet): Described {
  return {
    name,
    level,
    plan: {
      width,
      height,
      drawing: drawingOf(pieces),
      spaces: pieces.filter(isSpot).map(({ id, label, type, x, y, width, height, rotation }) => ({
        id,
        label,
        type,
        x,
        y,
        width,
        height,
        rotation,
      })),
    },
  };
}

export function drawingOf(pieces: readonly Piece[]): PlannedFloor["drawing"] {
  const pairs = (points: readonly (readonly [number, number])[]) =>
    points.map(([x, y]): [number, number] => [x, y]);
  return {
    outline: pieces.flatMap((piece) => (piece.kind === "outline" ? pairs(piece.points) : [])),
    lanes: pieces.flatMap((piece) =>
      piece.kind === "lane"
        ? [{ points: pairs(piece.points), width: piece.width, oneWay: piece.oneWay }]
        : [],
    ),
    walls: pieces.flatMap((piece) =>
      piece.kind === "wall" ? [{ points: pairs(piece.points), thickness: piece.thickness }] : [],
    ),
    landmarks: pieces.filter(isMark).map(({ id, mark, label, x, y }) => ({ id, kind: mark, label, x, y })),
  };
}

/** The sheet as a file to keep, as the server exports it (docs/floor-file.md): ids are this house's alone. */
export function documentOf(code: string, sheet: Sheet): object {
  const { name, level, plan } = draftOf(sheet);
  const spaces = plan.spaces.map((spot) => ({ ...spot, id: undefined }));
  return { format: "parkpro-floor", version: 1, unit: "cm", code, name, level, plan: { ...plan, spaces } };
}
