/** A floor made ready for drawing and for pointing at. World units are centimetres, y grows downwards. */
import type { AreaMap, MapSpace, SpaceId } from "../api/types";

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Spot {
  id: SpaceId;
  label: string;
  type: MapSpace["type"];
  /** Centre. */
  x: number;
  y: number;
  /** As it lies on the floor when it stands square to it; its own width and height otherwise. */
  width: number;
  height: number;
  /** Radians, clockwise, less than a quarter turn; 0 for every spot that stands square to the floor. */
  angle: number;
  box: Box;
}

export interface Floor {
  map: AreaMap;
  box: Box;
  spots: readonly Spot[];
  byId: ReadonlyMap<SpaceId, Spot>;
  /** The short side of an ordinary spot. */
  spotWidth: number;
  grid: Grid;
}

interface Grid {
  cell: number;
  columns: number;
  box: Box;
  cells: readonly (readonly Spot[])[];
}

const CELL = 1500;

export function prepareFloor(map: AreaMap): Floor {
  const spots = map.spaces.map(toSpot);
  const box = spots.reduce((all, spot) => union(all, spot.box), {
    x0: 0,
    y0: 0,
    x1: map.width,
    y1: map.height,
  });
  const widths = spots.map((spot) => Math.min(spot.width, spot.height)).sort((a, b) => a - b);
  return {
    map,
    box,
    spots,
    byId: new Map(spots.map((spot) => [spot.id, spot])),
    spotWidth: widths[Math.floor(widths.length / 2)] ?? 250,
    grid: makeGrid(spots, box),
  };
}

function toSpot(space: MapSpace): Spot {
  const x = space.x + space.width / 2;
  const y = space.y + space.height / 2;
  const degrees = ((space.rotation % 180) + 180) % 180;
  const lying = degrees === 90;
  const width = lying ? space.height : space.width;
  const height = lying ? space.width : space.height;
  // Half a turn makes no difference to a spot, but its label must not stand on its head.
  const leaning = degrees > 90 ? degrees - 180 : degrees;
  const angle = lying ? 0 : (leaning * Math.PI) / 180;
  const reachX = (Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle))) / 2;
  const reachY = (Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle))) / 2;
  const box = { x0: x - reachX, y0: y - reachY, x1: x + reachX, y1: y + reachY };
  return { id: space.id, label: space.label, type: space.type, x, y, width, height, angle, box };
}

function union(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

function makeGrid(spots: readonly Spot[], box: Box): Grid {
  const columns = Math.max(1, Math.ceil((box.x1 - box.x0) / CELL));
  const rows = Math.max(1, Math.ceil((box.y1 - box.y0) / CELL));
  const cells: Spot[][] = Array.from({ length: columns * rows }, () => []);
  for (const spot of spots) {
    const column = Math.min(columns - 1, Math.floor((spot.x - box.x0) / CELL));
    const row = Math.min(rows - 1, Math.floor((spot.y - box.y0) / CELL));
    cells[row * columns + column]?.push(spot);
  }
  return { cell: CELL, columns, box, cells };
}

/** How far a point lies outside a spot; 0 within it. */
function distanceTo(spot: Spot, x: number, y: number): number {
  const dx = x - spot.x;
  const dy = y - spot.y;
  const cos = Math.cos(-spot.angle);
  const sin = Math.sin(-spot.angle);
  const outX = Math.max(0, Math.abs(dx * cos - dy * sin) - spot.width / 2);
  const outY = Math.max(0, Math.abs(dx * sin + dy * cos) - spot.height / 2);
  return Math.hypot(outX, outY);
}

/** The spot under a point, or the nearest one no further away than the reach of a finger. */
export function spotAt(floor: Floor, x: number, y: number, reach: number): Spot | null {
  const { cell, columns, box, cells } = floor.grid;
  const span = reach + cell / 2;
  const from = {
    column: Math.floor((x - span - box.x0) / cell),
    row: Math.floor((y - span - box.y0) / cell),
  };
  const to = { column: Math.floor((x + span - box.x0) / cell), row: Math.floor((y + span - box.y0) / cell) };
  let best: Spot | null = null;
  let bestDistance = reach;
  for (let row = Math.max(0, from.row); row <= to.row; row++) {
    for (let column = Math.max(0, from.column); column <= Math.min(columns - 1, to.column); column++) {
      for (const spot of cells[row * columns + column] ?? []) {
        const distance = distanceTo(spot, x, y);
        if (distance < bestDistance || (distance === 0 && best === null)) {
          best = spot;
          bestDistance = distance;
        }
      }
    }
  }
  return best;
}

export type Direction = "left" | "right" | "up" | "down";

const STEPS: Record<Direction, [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The next spot in a direction, as the arrow keys walk; null at the edge of the floor. */
export function neighbour(floor: Floor, from: { x: number; y: number }, direction: Direction): Spot | null {
  const [stepX, stepY] = STEPS[direction];
  let best: Spot | null = null;
  let bestCost = Infinity;
  for (const spot of floor.spots) {
    const along = (spot.x - from.x) * stepX + (spot.y - from.y) * stepY;
    const aside = Math.abs((spot.x - from.x) * stepY) + Math.abs((spot.y - from.y) * stepX);
    if (along < 1 || aside > along * 1.6) continue;
    const cost = along + aside * 2.5;
    if (cost < bestCost) {
      best = spot;
      bestCost = cost;
    }
  }
  return best;
}

/** The spot closest to a point, however far. */
export function nearestSpot(floor: Floor, x: number, y: number): Spot | null {
  let best: Spot | null = null;
  let bestDistance = Infinity;
  for (const spot of floor.spots) {
    const distance = Math.hypot(spot.x - x, spot.y - y);
    if (distance < bestDistance) {
      best = spot;
      bestDistance = distance;
    }
  }
  return best;
}
