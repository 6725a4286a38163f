/** Spots side by side: a row drawn in one stroke, and one spot made many. */
import type { SpaceType } from "../../../../api/types";
import type { Point } from "../../../../map/ways";
import { boxOf, moved, normalAngle } from "./geometry";
import { series } from "./labels";
import type { Heading } from "./order";
import { MOST } from "./pieces";
import type { SpotPiece } from "./pieces";

export type NewSpot = Omit<SpotPiece, "key">;

/** What the next spots are like. */
export interface SpotShape {
  type: SpaceType;
  width: number;
  height: number;
  /** Between neighbours. */
  gap: number;
  /** Degrees by which they lean in their row. */
  lean: number;
}

export interface Row {
  heading: Heading;
  /** On which side of the stroke it lies: down or right is 1. */
  side: 1 | -1;
  count: number;
}

/** From a middle to the next: spots that lean take more of the row. */
export function pitchOf({ width, gap, lean }: SpotShape): number {
  return Math.round((width + gap) / Math.cos((lean * Math.PI) / 180));
}

/** The row that a stroke between two corners means: along its longer side, as many spots as have room. */
export function rowBetween(from: Point, to: Point, shape: SpotShape): Row {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lying = Math.abs(dx) >= Math.abs(dy);
  const [along, across] = lying ? [dx, dy] : [dy, dx];
  const count = Math.max(1, Math.min(MOST.spots, Math.round((Math.abs(along) + shape.gap) / pitchOf(shape))));
  const heading = lying ? (along < 0 ? "left" : "right") : along < 0 ? "up" : "down";
  return { heading, side: across < 0 ? -1 : 1, count };
}

/** The spots of a row whose corner is at `from`, labelled from `first` on. */
export function rowOf(from: Point, row: Row, shape: SpotShape, first: string): NewSpot[] {
  const { width, height, type, lean } = shape;
  const lying = row.heading === "right" || row.heading === "left";
  const way = row.heading === "right" || row.heading === "down" ? 1 : -1;
  const turn = (lean * Math.PI) / 180;
  const reach = {
    along: (width * Math.cos(turn) + height * Math.abs(Math.sin(turn))) / 2,
    across: (width * Math.abs(Math.sin(turn)) + height * Math.cos(turn)) / 2,
  };
  const pitch = pitchOf(shape);
  return series(first, row.count).map((label, number) => {
    const along = way * (reach.along + number * pitch);
    const across = row.side * reach.across;
    const middle = lying
      ? { x: from.x + along, y: from.y + across }
      : { x: from.x + across, y: from.y + along };
    return {
      kind: "spot",
      id: null,
      label,
      type,
      x: Math.round(middle.x - width / 2),
      y: Math.round(middle.y - height / 2),
      width,
      height,
      rotation: normalAngle(lying ? lean : 90 + lean),
    };
  });
}

/** One spot, its middle at a place. */
export function spotAround(middle: Point, shape: SpotShape, label: string): NewSpot {
  const { width, height, type } = shape;
  const x = Math.round(middle.x - width / 2);
  const y = Math.round(middle.y - height / 2);
  return { kind: "spot", id: null, label, type, x, y, width, height, rotation: 0 };
}

/** How far copy number `number` of a group lies from it. */
export function stepOf(group: readonly SpotPiece[], heading: Heading, gap: number, number: number): Point {
  const boxes = group.map(boxOf);
  const width = Math.max(...boxes.map((box) => box.x1)) - Math.min(...boxes.map((box) => box.x0));
  const height = Math.max(...boxes.map((box) => box.y1)) - Math.min(...boxes.map((box) => box.y0));
  const far = (size: number) => Math.round((size + gap) * number);
  switch (heading) {
    case "right":
      return { x: far(width), y: 0 };
    case "left":
      return { x: -far(width), y: 0 };
    case "down":
      return { x: 0, y: far(height) };
    case "up":
      return { x: 0, y: -far(height) };
  }
}

/** So many copies of a group, each beside the one before. */
export function copiesOf(
  group: readonly SpotPiece[],
  heading: Heading,
  gap: number,
  count: number,
): SpotPiece[] {
  return Array.from({ length: count }, (_, i) => stepOf(group, heading, gap, i + 1)).flatMap(({ x, y }) =>
    group.map((spot) => moved(spot, x, y)),
  );
}
