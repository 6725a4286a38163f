/** Paints a floor into a canvas: the same drawing for whoever looks. State is shape and colour, never colour alone. */
import type { Landmark, SpaceId, SpaceState, SpotNow } from "../api/types";
import type { Box, Floor, Spot } from "./floor";
import type { Palette } from "./palette";
import { heldSign, landmarkSigns, lateSign, spotSigns } from "./signs";
import type { Sign } from "./signs";
import type { Size, View } from "./view";
import type { Point } from "./ways";

/** What is painted with, on the screen or beside it. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A driver sees what can be had, staff see what is there: one drawing for both. */
export type SpotState = SpaceState | SpotNow;

export interface Scene {
  floor: Floor;
  /** Spots that are not listed are free. */
  states: ReadonlyMap<SpaceId, SpotState>;
  /** The chosen or booked spot. */
  mine: SpaceId | null;
  /** The spot that staff look at: it keeps its look, with a ring around it. */
  picked: SpaceId | null;
  /** Spots that staff chose to do something with: each keeps its look under a veil, with an edge of its own. */
  chosen: ReadonlySet<SpaceId>;
  /** Where the keyboard stands. */
  cursor: SpaceId | null;
  /** Spots that meet the filter, or null when there is none. */
  matches: ReadonlySet<SpaceId> | null;
  /** To find one's own spot, what others do does not matter. */
  quiet: boolean;
  /** How much each spot was used, from 0 to 1, instead of its state; null on a map of states. */
  heat: ReadonlyMap<SpaceId, number> | null;
  way: readonly Point[] | null;
  /** The landmark where the way begins: it is named at every scale. */
  from: Landmark["id"] | null;
  /** For who draws: the width of the squares on the paper, and the spots that are being moved. */
  grid?: number;
  lifted?: ReadonlySet<SpaceId>;
}

/** A spot whose state has just changed: the old look gives way to the new one. */
export interface Fading {
  from: SpotState;
  /** 0 at the start, 1 when it is over. */
  part: number;
}

export interface Frame {
  view: View;
  size: Size;
  /** Device pixels per CSS pixel. */
  ratio: number;
  palette: Palette;
  fading: ReadonlyMap<SpaceId, Fading>;
  /** Without what has the same size at every scale: for a picture that is stretched. */
  plain: boolean;
}

type Look = Exclude<SpotState, "occupied"> | "mine" | "quiet" | "heat";

/** Below these short sides of a spot, in pixels, there is no room for what they name. */
const ROOM_FOR_CORNERS = 7;
const ROOM_FOR_SIGN = 15;
const ROOM_FOR_LABEL = 21;
const ROOM_FOR_WINDOWS = 30;
const DIMMED = 0.28;
const EDGE_PX = 1.2;
/** What a spot paints beyond its edges: its glow, the ring around it. */
const SPILL_PX = 40;
const FONT = '"Inter Variable", "Inter fallback", system-ui, sans-serif';

const EVERYWHERE: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity };

const ORDER: readonly Look[] = [
  "heat",
  "quiet",
  "closed",
  "booked",
  "taken",
  "held",
  "free",
  "overstayed",
  "mine",
];

export function paintFloor(ctx: Pen, scene: Scene, frame: Frame): void {
  const { view, size, ratio } = frame;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, size.width, size.height);
  const seen: Box = {
    x0: (-view.x - SPILL_PX) / view.scale,
    y0: (-view.y - SPILL_PX) / view.scale,
    x1: (size.width - view.x + SPILL_PX) / view.scale,
    y1: (size.height - view.y + SPILL_PX) / view.scale,
  };
  paintGround(ctx, scene, frame, seen);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (scene.way) paintWay(ctx, scene.way, frame);
  paintSpots(ctx, scene, frame, seen);
  if (frame.plain) return;
  paintLandmarks(ctx, scene, frame);
  paintMarked(ctx, scene, frame);
}

/** Some of a floor's pieces without what they stand on: while they are moved over it. */
export function paintLoose(ctx: Pen, scene: Scene, frame: Frame): void {
  const { size, ratio } = frame;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, size.width, size.height);
  paintGround(ctx, scene, frame, EVERYWHERE, false);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintSpots(ctx, scene, frame, EVERYWHERE);
  paintLandmarks(ctx, scene, frame);
}

function paintMarked(ctx: Pen, scene: Scene, frame: Frame): void {
  const mine = scene.mine === null ? undefined : scene.floor.byId.get(scene.mine);
  if (mine) paintOwnLabel(ctx, mine, frame);
  for (const id of scene.chosen) {
    const spot = scene.floor.byId.get(id);
    if (spot) paintChosen(ctx, spot, frame);
  }
  const picked = scene.picked === null ? undefined : scene.floor.byId.get(scene.picked);
  if (picked) paintRing(ctx, picked, frame, frame.palette.mine);
  const cursor = scene.cursor === null ? undefined : scene.floor.byId.get(scene.cursor);
  if (cursor) paintRing(ctx, cursor, frame, frame.palette.ink);
}

// The ground: outline, lanes with their marks, walls. It changes only with the drawing.

interface Ground {
  outline: Path2D;
  lanes: Path2D;
  /** The dashes along the middle, and the two strokes of each arrow. */
  dashes: readonly Box[];
  arrows: readonly Box[];
  walls: { path: Path2D; width: number }[];
}

const grounds = new WeakMap<Floor, Ground>();

function groundOf(floor: Floor): Ground {
  let ground = grounds.get(floor);
  if (!ground) grounds.set(floor, (ground = layGround(floor)));
  return ground;
}

const CORNER_CM = 180;
const LANE_CORNER_CM = 90;
const ARROW_EVERY_CM = 1000;
const DASH_CM = 80;
const DASH_GAP_CM = 100;

function layGround(floor: Floor): Ground {
  const { outline, lanes, walls } = floor.map.drawing;
  const surface = new Path2D();
  const dashes: Box[] = [];
  const arrows: Box[] = [];
  for (const lane of lanes) {
    for (let i = 1; i < lane.points.length; i++) {
      const [ax, ay] = lane.points[i - 1] as [number, number];
      const [bx, by] = lane.points[i] as [number, number];
      addLane(surface, { x: ax, y: ay }, { x: bx, y: by }, lane.width / 2);
      addDashes(dashes, { x: ax, y: ay }, { x: bx, y: by });
      addArrows(arrows, { x: ax, y: ay }, { x: bx, y: by }, lane.oneWay ? 0 : lane.width / 4);
    }
  }
  return {
    outline:
      outline.length > 2
        ? roundedPolygon(outline as [number, number][])
        : roundedPolygon([
            [0, 0],
            [floor.map.width, 0],
            [floor.map.width, floor.map.height],
            [0, floor.map.height],
          ]),
    lanes: surface,
    dashes,
    arrows,
    walls: walls.map((wall) => ({ path: polyline(wall.points), width: wall.thickness })),
  };
}

/** The surface of a straight piece of lane: it reaches half its width beyond its ends, where it meets the next. */
function addLane(path: Path2D, a: Point, b: Point, half: number): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const piece = new Path2D();
  piece.roundRect(-half, -half, length + 2 * half, 2 * half, Math.min(half, LANE_CORNER_CM));
  path.addPath(piece, new DOMMatrix().translate(a.x, a.y).rotateFromVector(b.x - a.x, b.y - a.y));
}

/** Dashes one by one: a dashed line would be cut up along its whole length for every tile that it crosses. */
function addDashes(marks: Box[], a: Point, b: Point): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  for (let at = 0; at < length; at += DASH_CM + DASH_GAP_CM) {
    const end = Math.min(length, at + DASH_CM);
    marks.push({ x0: a.x + ux * at, y0: a.y + uy * at, x1: a.x + ux * end, y1: a.y + uy * end });
  }
}

/** Chevrons along a lane; a lane for both directions has them on both sides (people keep left here). */
function addArrows(marks: Box[], a: Point, b: Point, aside: number): void {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const count = Math.floor(length / ARROW_EVERY_CM);
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  for (let i = 0; i < count; i++) {
    const at = ((i + 0.5) / count) * length;
    for (const way of aside === 0 ? [1] : [1, -1]) {
      // Left of the way one drives: y grows downwards, so left of (1, 0) is (0, -1).
      const x = a.x + ux * at + uy * aside * way;
      const y = a.y + uy * at - ux * aside * way;
      const tip = { x: x + ux * 40 * way, y: y + uy * 40 * way };
      for (const side of [1, -1]) {
        marks.push({
          x0: x - ux * 35 * way - uy * 58 * side,
          y0: y - uy * 35 * way + ux * 58 * side,
          x1: tip.x,
          y1: tip.y,
        });
      }
    }
  }
}

function polyline(points: readonly (readonly number[])[]): Path2D {
  const path = new Path2D();
  points.forEach(([x = 0, y = 0], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  return path;
}

function roundedPolygon(points: readonly [number, number][]): Path2D {
  const path = new Path2D();
  const last = points.length - 1;
  const first = points[0] ?? [0, 0];
  const end = points[last] ?? first;
  path.moveTo((first[0] + end[0]) / 2, (first[1] + end[1]) / 2);
  points.forEach((corner, i) => {
    const next = points[i === last ? 0 : i + 1] ?? first;
    const before = points[i === 0 ? last : i - 1] ?? end;
    const room = Math.min(
      Math.hypot(next[0] - corner[0], next[1] - corner[1]),
      Math.hypot(before[0] - corner[0], before[1] - corner[1]),
    );
    path.arcTo(corner[0], corner[1], next[0], next[1], Math.min(CORNER_CM, room / 2));
  });
  path.closePath();
  return path;
}

function paintGround(ctx: Pen, scene: Scene, frame: Frame, seen: Box, withOutline = true): void {
  const { view, palette, plain } = frame;
  const ground = groundOf(scene.floor);
  ctx.translate(view.x, view.y);
  ctx.scale(view.scale, view.scale);
  const pixel = 1 / view.scale;
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.fillStyle = palette.floor;
  if (withOutline) ctx.fill(ground.outline);
  ctx.fillStyle = palette.lane;
  ctx.fill(ground.lanes);
  if (scene.grid !== undefined) paintGrid(ctx, scene.floor, scene.grid, frame, seen);
  if (view.scale * scene.floor.spotWidth >= ROOM_FOR_CORNERS) {
    ctx.strokeStyle = palette["lane-mark"];
    ctx.lineWidth = Math.max(12, 1.2 * pixel);
    strokeMarks(ctx, ground.dashes, seen);
    ctx.lineWidth = Math.max(20, 1.6 * pixel);
    strokeMarks(ctx, ground.arrows, seen);
  }
  ctx.strokeStyle = palette.wall;
  for (const wall of ground.walls) {
    ctx.lineWidth = Math.max(wall.width, 2 * pixel);
    ctx.stroke(wall.path);
  }
  if (plain || !withOutline) return;
  ctx.lineWidth = 3 * pixel;
  ctx.stroke(ground.outline);
}

/** Lines closer than this are left out. */
const GRID_PX = 9;

/** Squares over the whole paper, each fifth line stronger; coarser ones from far away. */
function paintGrid(ctx: Pen, { map }: Floor, grid: number, { view, palette }: Frame, seen: Box): void {
  let step = grid;
  for (const by of [2, 2.5, 2, 2, 2.5, 2, 2]) if (step * view.scale < GRID_PX) step *= by;
  const x1 = Math.min(map.width, seen.x1);
  const y1 = Math.min(map.height, seen.y1);
  const first = (from: number) => Math.max(0, Math.floor(from / step));
  for (const strong of [false, true]) {
    ctx.beginPath();
    for (let i = first(seen.x0); i * step <= x1; i++) {
      if ((i % 5 === 0) !== strong) continue;
      ctx.moveTo(i * step, Math.max(0, seen.y0));
      ctx.lineTo(i * step, y1);
    }
    for (let i = first(seen.y0); i * step <= y1; i++) {
      if ((i % 5 === 0) !== strong) continue;
      ctx.moveTo(Math.max(0, seen.x0), i * step);
      ctx.lineTo(x1, i * step);
    }
    ctx.strokeStyle = palette["lane-mark"];
    ctx.lineWidth = 1 / view.scale;
    ctx.globalAlpha = strong ? 0.6 : 0.3;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function strokeMarks(ctx: Pen, marks: readonly Box[], seen: Box): void {
  ctx.beginPath();
  for (const { x0, y0, x1, y1 } of marks) {
    if (Math.max(x0, x1) < seen.x0 || Math.min(x0, x1) > seen.x1) continue;
    if (Math.max(y0, y1) < seen.y0 || Math.min(y0, y1) > seen.y1) continue;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
  }
  ctx.stroke();
}

// The spots.

function paintSpots(ctx: Pen, scene: Scene, frame: Frame, seen: Box): void {
  const groups: Record<Look, Spot[]> = {
    heat: [],
    quiet: [],
    closed: [],
    booked: [],
    taken: [],
    held: [],
    free: [],
    overstayed: [],
    mine: [],
  };
  for (const spot of scene.floor.spots) {
    const { box } = spot;
    if (box.x1 < seen.x0 || box.x0 > seen.x1 || box.y1 < seen.y0 || box.y0 > seen.y1) continue;
    groups[lookOf(scene, spot)].push(spot);
  }
  const stripes = groups.closed.length > 0 ? stripesOf(ctx, frame) : null;
  for (const look of ORDER) {
    for (const spot of groups[look]) {
      const isDimmed = scene.matches?.has(spot.id) === false || scene.lifted?.has(spot.id) === true;
      const alpha = look === "mine" || !isDimmed ? 1 : DIMMED;
      const fading = look === "mine" ? undefined : frame.fading.get(spot.id);
      if (fading) {
        ctx.globalAlpha = alpha * (1 - fading.part);
        paintSpot(ctx, spot, scene.quiet ? "quiet" : lookOfState(fading.from), frame, stripes);
        ctx.globalAlpha = alpha * fading.part;
      } else {
        ctx.globalAlpha = alpha;
      }
      paintSpot(ctx, spot, look, frame, stripes, scene.heat?.get(spot.id));
    }
  }
  ctx.globalAlpha = 1;
}

function lookOf(scene: Scene, spot: Spot): Look {
  if (spot.id === scene.mine) return "mine";
  if (scene.heat) return "heat";
  if (scene.quiet) return "quiet";
  return lookOfState(scene.states.get(spot.id) ?? "free");
}

/** A car that stands there looks the same to everybody. */
function lookOfState(state: SpotState): Look {
  return state === "occupied" ? "taken" : state;
}

function paintSpot(
  ctx: Pen,
  spot: Spot,
  look: Look,
  frame: Frame,
  stripes: CanvasPattern | null,
  share?: number,
): void {
  const { view, palette } = frame;
  const width = spot.width * view.scale;
  const height = spot.height * view.scale;
  const x = spot.x * view.scale + view.x;
  const y = spot.y * view.scale + view.y;
  if (spot.angle !== 0) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(spot.angle);
    paintSpotAt(ctx, spot, look, 0, 0, width, height, palette, frame.ratio, stripes, share);
    ctx.restore();
  } else {
    paintSpotAt(ctx, spot, look, x, y, width, height, palette, frame.ratio, stripes, share);
  }
}

interface Colours {
  fill: string;
  edge: string;
  ink: string;
}

function coloursOf(look: Look, palette: Palette): Colours {
  switch (look) {
    case "mine":
      return { fill: palette.mine, edge: palette.mine, ink: palette["mine-ink"] };
    case "taken":
      return { fill: palette.taken, edge: palette["taken-edge"], ink: palette["taken-ink"] };
    case "booked":
      return { fill: palette.booked, edge: palette["booked-edge"], ink: palette["booked-ink"] };
    case "overstayed":
      return { fill: palette.late, edge: palette["late-edge"], ink: palette["late-ink"] };
    case "held":
      return { fill: palette.held, edge: palette["held-edge"], ink: palette["held-ink"] };
    case "closed":
      return { fill: palette.shut, edge: palette["shut-edge"], ink: palette["shut-ink"] };
    case "heat":
      return { fill: palette.floor, edge: palette.wall, ink: palette.ink };
    case "quiet":
      return { fill: palette.lane, edge: palette.wall, ink: palette["ink-2"] };
    default:
      return { fill: palette.free, edge: palette["free-edge"], ink: palette["free-ink"] };
  }
}

function paintSpotAt(
  ctx: Pen,
  spot: Spot,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
  palette: Palette,
  ratio: number,
  stripes: CanvasPattern | null,
  share?: number,
): void {
  const colours = coloursOf(look, palette);
  const left = x - width / 2;
  const top = y - height / 2;
  const short = Math.min(width, height);
  if (short < ROOM_FOR_CORNERS) {
    paintTiny(ctx, look, colours, left, top, width, height);
    paintLevel(ctx, share, palette, { left, top, width, height }, 0);
    return;
  }
  paintBody(ctx, look, colours, { left, top, width, height }, ratio, stripes);
  paintLevel(ctx, share, palette, { left, top, width, height }, Math.min(short * 0.2, 12));

  const upright = height >= width;
  const long = Math.max(width, height);
  /** A place on the long middle line: -0.5 at the top or left end, 0.5 at the other. */
  const px = (part: number) => (upright ? x : x + part * long);
  const py = (part: number) => (upright ? y + part * long : y);

  if (look === "taken" || look === "overstayed")
    paintCar(ctx, colours, px(-0.005), py(-0.005), short, long, upright);
  else if (look === "booked") paintPlaceOfCar(ctx, colours, px(-0.005), py(-0.005), short, long, upright);
  if (short < ROOM_FOR_SIGN) return;
  const signSize = Math.min(short * 0.42, 22);
  if (look === "held") paintSign(ctx, heldSign, colours.ink, px(0), py(0), signSize, spot.angle);
  if (look === "overstayed") paintSign(ctx, lateSign, colours.ink, px(0), py(0), signSize, spot.angle);
  if (spot.type !== "standard" && look !== "closed") {
    paintSign(ctx, spotSigns[spot.type], colours.ink, px(-0.345), py(-0.345), signSize, spot.angle);
  }
  if (short < ROOM_FOR_LABEL) return;
  paintLabel(ctx, spot, look, colours, palette, px(0.345), py(0.345), short, long, upright);
}

function paintBody(
  ctx: Pen,
  look: Look,
  colours: Colours,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  ratio: number,
  stripes: CanvasPattern | null,
): void {
  const round = Math.min(Math.min(width, height) * 0.23, 14);
  const half = EDGE_PX / 2;
  ctx.beginPath();
  ctx.roundRect(left - half, top - half, width + EDGE_PX, height + EDGE_PX, round + half);
  ctx.fillStyle = colours.edge;
  if (look === "mine") {
    ctx.save();
    ctx.shadowColor = colours.edge;
    ctx.shadowBlur = 16 * ratio;
    ctx.shadowOffsetY = 4 * ratio;
    ctx.fill();
    ctx.restore();
    return;
  }
  const body = look === "closed" && stripes ? stripes : colours.fill;
  if (ctx.globalAlpha < 1) {
    ctx.fillStyle = body;
    ctx.strokeStyle = colours.edge;
    ctx.lineWidth = EDGE_PX;
    ctx.beginPath();
    ctx.roundRect(left, top, width, height, round);
    ctx.fill();
    ctx.stroke();
    return;
  }
  // Two fills are several times faster than a fill and a stroke.
  ctx.fill();
  ctx.beginPath();
  ctx.roundRect(left + half, top + half, width - EDGE_PX, height - EDGE_PX, round - half);
  ctx.fillStyle = body;
  ctx.fill();
}

/** How much a spot was used: a spot filled up so far from below, so that it is read without its colour. */
function paintLevel(
  ctx: Pen,
  share: number | undefined,
  palette: Palette,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  round: number,
): void {
  if (!share) return;
  const level = height * Math.min(1, share);
  const alpha = ctx.globalAlpha;
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, round);
  ctx.clip();
  ctx.globalAlpha = alpha * 0.55;
  ctx.fillStyle = palette["heat-5"];
  ctx.fillRect(left, top + height - level, width, level);
  ctx.restore();
}

/** Too small for signs, the state still has a shape: a car is a block, a car to come a ring, one that is late a
 * block with a cross, a hold a dot, a closure a stroke. */
function paintTiny(
  ctx: Pen,
  look: Look,
  colours: Colours,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  const gap = Math.min(0.6, Math.min(width, height) * 0.12);
  ctx.fillStyle =
    look === "free" || look === "mine" || look === "quiet" || look === "heat" ? colours.edge : colours.fill;
  ctx.fillRect(left + gap, top + gap, width - 2 * gap, height - 2 * gap);
  if (look === "free" || look === "quiet" || look === "heat") {
    const edge = Math.max(0.8, Math.min(width, height) * 0.16) + gap;
    ctx.fillStyle = colours.fill;
    ctx.fillRect(left + edge, top + edge, width - 2 * edge, height - 2 * edge);
  } else if (look === "taken") {
    ctx.fillStyle = colours.edge;
    ctx.fillRect(left + width * 0.24, top + height * 0.24, width * 0.52, height * 0.52);
  } else if (look === "booked") {
    ctx.strokeStyle = colours.edge;
    ctx.lineWidth = Math.max(0.8, Math.min(width, height) * 0.14);
    ctx.strokeRect(left + width * 0.24, top + height * 0.24, width * 0.52, height * 0.52);
  } else if (look === "overstayed") {
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(left + width * 0.25, top + height * 0.25);
    ctx.lineTo(left + width * 0.75, top + height * 0.75);
    ctx.moveTo(left + width * 0.75, top + height * 0.25);
    ctx.lineTo(left + width * 0.25, top + height * 0.75);
    ctx.stroke();
  } else if (look === "held") {
    ctx.fillStyle = colours.edge;
    ctx.beginPath();
    ctx.arc(left + width / 2, top + height / 2, Math.min(width, height) * 0.3, 0, Math.PI * 2);
    ctx.fill();
  } else if (look === "closed") {
    ctx.strokeStyle = colours.edge;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left + gap, top + height - gap);
    ctx.lineTo(left + width - gap, top + gap);
    ctx.stroke();
  }
}

function paintCar(
  ctx: Pen,
  colours: Colours,
  x: number,
  y: number,
  short: number,
  long: number,
  upright: boolean,
): void {
  const { beam, length } = sizeOfCar(short, long);
  const alpha = ctx.globalAlpha;
  ctx.fillStyle = colours.edge;
  ctx.globalAlpha = alpha * 0.34;
  traceCar(ctx, x, y, beam, length, upright);
  ctx.fill();
  if (short >= ROOM_FOR_WINDOWS) {
    ctx.globalAlpha = alpha * 0.5;
    for (const [from, deep] of [
      [-0.25, 0.16],
      [0.24, 0.1],
    ] as const) {
      ctx.beginPath();
      if (upright) ctx.roundRect(x - beam * 0.34, y + from * length, beam * 0.68, deep * length, beam * 0.1);
      else ctx.roundRect(x + from * length, y - beam * 0.34, deep * length, beam * 0.68, beam * 0.1);
      ctx.fill();
    }
  }
  ctx.globalAlpha = alpha;
}

/** The outline of the car that is to come. */
function paintPlaceOfCar(
  ctx: Pen,
  colours: Colours,
  x: number,
  y: number,
  short: number,
  long: number,
  upright: boolean,
): void {
  const { beam, length } = sizeOfCar(short, long);
  ctx.strokeStyle = colours.edge;
  ctx.lineWidth = Math.min(1.6, Math.max(0.8, short * 0.05));
  ctx.setLineDash([beam * 0.22, beam * 0.14]);
  traceCar(ctx, x, y, beam, length, upright);
  ctx.stroke();
  ctx.setLineDash([]);
}

function sizeOfCar(short: number, long: number): { beam: number; length: number } {
  const beam = short * 0.54;
  return { beam, length: Math.min(long * 0.4, beam * 2.2) };
}

function traceCar(ctx: Pen, x: number, y: number, beam: number, length: number, upright: boolean): void {
  const nose = beam * 0.46;
  const tail = beam * 0.26;
  ctx.beginPath();
  if (upright) ctx.roundRect(x - beam / 2, y - length / 2, beam, length, [nose, nose, tail, tail]);
  else ctx.roundRect(x - length / 2, y - beam / 2, length, beam, [nose, tail, tail, nose]);
}

const signPaths = new Map<Sign, Path2D>();

function pathOf(sign: Sign): Path2D {
  let path = signPaths.get(sign);
  if (!path) signPaths.set(sign, (path = new Path2D(sign.path)));
  return path;
}

function paintSign(
  ctx: Pen,
  sign: Sign,
  ink: string,
  x: number,
  y: number,
  size: number,
  /** The turn of what it stands in: a sign itself stands upright. */
  angle = 0,
): void {
  ctx.save();
  ctx.translate(x, y);
  if (angle !== 0) ctx.rotate(-angle);
  ctx.translate(-size / 2, -size / 2);
  ctx.scale(size / 12, size / 12);
  if (sign.line === undefined) {
    ctx.fillStyle = ink;
    ctx.fill(pathOf(sign));
  } else {
    ctx.strokeStyle = ink;
    ctx.lineWidth = sign.line;
    ctx.lineCap = "round";
    ctx.lineJoin = "round";
    ctx.stroke(pathOf(sign));
  }
  ctx.restore();
}

const LETTER_WIDTH = 0.66;

function paintLabel(
  ctx: Pen,
  spot: Spot,
  look: Look,
  colours: Colours,
  palette: Palette,
  x: number,
  y: number,
  short: number,
  long: number,
  upright: boolean,
): void {
  const room = upright ? short - 5 : long * 0.34;
  const size = Math.min(short * 0.36, 17, room / (LETTER_WIDTH * Math.max(2, spot.label.length)));
  if (size < 6.5) return;
  const text = `${Math.round(size * 2) / 2}px ${FONT}`;
  ctx.font = `650 ${text}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (look === "closed") {
    const width = size * LETTER_WIDTH * spot.label.length + size * 0.6;
    ctx.fillStyle = palette.floor;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - size * 0.72, width, size * 1.44, size * 0.4);
    ctx.fill();
  }
  ctx.fillStyle = colours.ink;
  ctx.fillText(spot.label, x, y + size * 0.06);
}

const STRIPE_PX = 8;

/** Grey stripes that stay with the floor when it moves. */
function stripesOf(ctx: Pen, { palette, ratio, view }: Frame): CanvasPattern | null {
  const pattern = ctx.createPattern(stripesTile(palette, ratio), "repeat");
  pattern?.setTransform(new DOMMatrix().translate(view.x, view.y).scale(1 / ratio));
  return pattern;
}

const stripesTiles = new WeakMap<Palette, Map<number, HTMLCanvasElement>>();

function stripesTile(palette: Palette, ratio: number): HTMLCanvasElement {
  let tiles = stripesTiles.get(palette);
  if (!tiles) stripesTiles.set(palette, (tiles = new Map<number, HTMLCanvasElement>()));
  let tile = tiles.get(ratio);
  if (!tile) tiles.set(ratio, (tile = paintStripes(palette, ratio)));
  return tile;
}

function paintStripes(palette: Palette, ratio: number): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  const side = Math.max(2, Math.round(STRIPE_PX * Math.SQRT2 * ratio));
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext("2d");
  if (!pen) return tile;
  pen.fillStyle = palette.shut;
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = palette["shut-edge"];
  pen.globalAlpha = 0.75;
  pen.lineWidth = 3 * ratio;
  pen.beginPath();
  for (const start of [-side, 0, side]) {
    pen.moveTo(start - 4, side + 4);
    pen.lineTo(start + side + 4, -4);
  }
  pen.stroke();
  return tile;
}

// What lies over the spots.

function paintWay(ctx: Pen, way: readonly Point[], { view, palette }: Frame): void {
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.beginPath();
  way.forEach((point, i) => {
    const x = point.x * view.scale + view.x;
    const y = point.y * view.scale + view.y;
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.strokeStyle = palette.floor;
  ctx.lineWidth = 7;
  ctx.stroke();
  ctx.strokeStyle = palette.mine;
  ctx.lineWidth = 3.5;
  ctx.setLineDash([0.1, 8]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintLandmarks(ctx: Pen, scene: Scene, frame: Frame): void {
  const { view, palette } = frame;
  const spotPx = view.scale * scene.floor.spotWidth;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const { landmarks } = scene.floor.map.drawing;
  const isFrom = ({ id }: Landmark) => id === scene.from;
  // The one that is named stands over its neighbours.
  for (const landmark of landmarks.toSorted((a, b) => Number(isFrom(a)) - Number(isFrom(b)))) {
    const isStart = isFrom(landmark);
    const full = spotPx >= ROOM_FOR_SIGN || isStart;
    const grow = Math.min(1.25, Math.max(isStart ? 1 : 0.85, spotPx / 30));
    const height = (full ? 24 : 18) * grow;
    ctx.font = `600 ${11 * grow}px ${FONT}`;
    const x = landmark.x * view.scale + view.x;
    const y = landmark.y * view.scale + view.y;
    const sign = 11 * grow;
    const width = full ? sign + 5 * grow + ctx.measureText(landmark.label).width + 18 * grow : height;
    ctx.fillStyle = palette["glass-solid"];
    ctx.strokeStyle = palette.wall;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, full ? 8 * grow : height / 2);
    ctx.fill();
    ctx.stroke();
    const signX = full ? x - width / 2 + 9 * grow + sign / 2 : x;
    paintSign(ctx, landmarkSigns[landmark.kind], palette["ink-2"], signX, y, full ? sign : sign * 0.85);
    if (full) {
      ctx.fillStyle = palette["ink-2"];
      ctx.fillText(landmark.label, signX + sign / 2 + 5 * grow, y + 0.5);
    }
  }
}

/** One's own spot is named even where it is too small to hold its label: on a plate over it. */
function paintOwnLabel(ctx: Pen, spot: Spot, { view, palette }: Frame): void {
  if (Math.min(spot.width, spot.height) * view.scale >= ROOM_FOR_LABEL) return;
  const x = spot.x * view.scale + view.x;
  const y = spot.y * view.scale + view.y;
  ctx.font = `700 13px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const width = ctx.measureText(spot.label).width + 14;
  ctx.fillStyle = palette.mine;
  ctx.strokeStyle = palette.floor;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 11, width, 22, 7);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = palette["mine-ink"];
  ctx.fillText(spot.label, x, y + 0.5);
}

function paintRing(ctx: Pen, spot: Spot, { view, palette }: Frame, colour: string): void {
  const width = spot.width * view.scale + 9;
  const height = spot.height * view.scale + 9;
  ctx.save();
  ctx.translate(spot.x * view.scale + view.x, spot.y * view.scale + view.y);
  ctx.rotate(spot.angle);
  ctx.beginPath();
  ctx.roundRect(-width / 2, -height / 2, width, height, Math.min(width * 0.23, 16));
  ctx.strokeStyle = palette.floor;
  ctx.lineWidth = 6;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.stroke();
  ctx.restore();
}

/** Within the spot's own edges: its neighbours may be chosen as well. */
function paintChosen(ctx: Pen, spot: Spot, { view, palette }: Frame): void {
  const inset = 1.5;
  const width = spot.width * view.scale - 2 * inset;
  const height = spot.height * view.scale - 2 * inset;
  ctx.save();
  ctx.translate(spot.x * view.scale + view.x, spot.y * view.scale + view.y);
  ctx.rotate(spot.angle);
  ctx.beginPath();
  ctx.roundRect(-width / 2, -height / 2, width, height, Math.min(width * 0.2, 12));
  ctx.globalAlpha = 0.28;
  ctx.fillStyle = palette.mine;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.mine;
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.restore();
}
