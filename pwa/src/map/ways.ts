/** Walking ways on a floor: along the lanes, as people walk between parked cars and the lift. */
import type { AreaMap, Landmark, SpaceId } from "../api/types";
import type { Floor } from "./floor";

export interface Point {
  x: number;
  y: number;
}
export interface Way {
  metres: number;
  /** From the spot to the landmark, in centimetres on the floor. */
  points: readonly Point[];
  landmark: Landmark;
}
export interface Ways {
  /** The shortest way from a spot to a landmark of one of these kinds; null when the floor has none. */
  nearest: (spaceId: SpaceId, kinds?: readonly Landmark["kind"][]) => Way | null;
  /** The ways from a spot to every landmark of these kinds, the shortest first. */
  all: (spaceId: SpaceId, kinds: readonly Landmark["kind"][]) => readonly Way[];
}

interface Line {
  a: Point;
  b: Point;
}
interface Segment extends Line {
  reach: number;
  /** Places on the segment where ways meet, as parts of its length, with their nodes. */
  cuts: { at: number; node: number }[];
}
interface Network {
  nodes: Point[];
  edges: Map<number, { to: number; length: number }[]>;
  segments: Segment[];
  walls: Line[];
}
interface Landing {
  segment: Segment;
  at: number;
  point: Point;
  distance: number;
}

/** Nearer than this, people walk straight, where no wall stands between. */
const STRAIGHT_CM = 800;
const SAME_PLACE_CM = 20;
/** How finely an opening in a wall is looked for along a lane. */
const STEP_CM = 50;

export function findWays(floor: Floor): Ways {
  const network = layNetwork(floor.map.drawing);
  const trees = new Map<string, ReturnType<typeof walkFrom>>();

  function treeOf(landmark: Landmark) {
    let tree = trees.get(landmark.id);
    if (!tree) {
      tree = walkFrom(network, landmark);
      trees.set(landmark.id, tree);
    }
    return tree;
  }

  function all(spaceId: SpaceId, kinds: readonly Landmark["kind"][]): readonly Way[] {
    const spot = floor.byId.get(spaceId);
    if (!spot) return [];
    const landing = land(network, spot);
    return floor.map.drawing.landmarks
      .filter((landmark) => kinds.includes(landmark.kind))
      .map((landmark) => wayTo(network, spot, landing, landmark, treeOf(landmark)))
      .toSorted((a, b) => a.metres - b.metres);
  }

  return { all, nearest: (spaceId, kinds = ["lift"]) => all(spaceId, kinds)[0] ?? null };
}

function wayTo(
  network: Network,
  spot: Point,
  landing: Landing | null,
  landmark: Landmark,
  tree: ReturnType<typeof walkFrom>,
): Way {
  const straight = distance(spot, landmark);
  const start = { x: spot.x, y: spot.y };
  const end = { x: landmark.x, y: landmark.y };
  if (landing && tree && (straight > STRAIGHT_CM || isWalled(network, { a: start, b: end }))) {
    const along = tree.to(landing);
    if (along) {
      return {
        metres: (along.length + landing.distance) / 100,
        points: [start, ...along.points, end],
        landmark,
      };
    }
  }
  return { metres: straight / 100, points: [start, end], landmark };
}

function layNetwork({ lanes, walls }: AreaMap["drawing"]): Network {
  const network: Network = {
    nodes: [],
    edges: new Map(),
    segments: [],
    walls: walls.flatMap(({ points }) => {
      const corners = points.map(([x, y]) => ({ x, y }) as Point);
      return corners.slice(1).map((b, i) => ({ a: corners[i] ?? b, b }));
    }),
  };
  for (const lane of lanes) {
    for (let i = 1; i < lane.points.length; i++) {
      const [ax, ay] = lane.points[i - 1] as [number, number];
      const [bx, by] = lane.points[i] as [number, number];
      if (ax === bx && ay === by) continue;
      network.segments.push({ a: { x: ax, y: ay }, b: { x: bx, y: by }, reach: lane.width / 2, cuts: [] });
    }
  }
  for (const segment of network.segments) {
    cut(network, segment, 0);
    cut(network, segment, 1);
  }
  network.segments.forEach((one, i) => {
    for (const other of network.segments.slice(i + 1)) join(network, one, other);
  });
  for (const segment of network.segments) {
    const cuts = segment.cuts.sort((a, b) => a.at - b.at);
    for (let i = 1; i < cuts.length; i++) connect(network, cuts[i - 1]?.node, cuts[i]?.node);
  }
  return network;
}

function join(network: Network, one: Segment, other: Segment): void {
  const crossing = crossingOf(one, other);
  if (crossing) {
    cut(network, one, crossing.one);
    cut(network, other, crossing.other);
    return;
  }
  // Lanes that touch without their centre lines crossing: a T, or a corner drawn with a gap.
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const end of [0, 1] as const) {
      const tip = end === 0 ? from.a : from.b;
      const foot = project(to, tip);
      if (foot.distance <= from.reach + to.reach) {
        connect(network, cut(network, from, end), cut(network, to, foot.at));
      }
    }
  }
}

function isWalled(network: Network, step: Line): boolean {
  return network.walls.some((wall) => crossingOf(wall, step) !== null);
}

function crossingOf(one: Line, other: Line): { one: number; other: number } | null {
  const d1 = { x: one.b.x - one.a.x, y: one.b.y - one.a.y };
  const d2 = { x: other.b.x - other.a.x, y: other.b.y - other.a.y };
  const cross = d1.x * d2.y - d1.y * d2.x;
  if (Math.abs(cross) < 1e-6) return null;
  const dx = other.a.x - one.a.x;
  const dy = other.a.y - one.a.y;
  const t = (dx * d2.y - dy * d2.x) / cross;
  const u = (dx * d1.y - dy * d1.x) / cross;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { one: t, other: u } : null;
}

function cut(network: Network, segment: Segment, at: number): number {
  const point = along(segment, at);
  let node = network.nodes.findIndex((known) => distance(known, point) < SAME_PLACE_CM);
  if (node < 0) node = network.nodes.push(point) - 1;
  if (!segment.cuts.some((known) => known.node === node)) segment.cuts.push({ at, node });
  return node;
}

function connect(network: Network, a: number | undefined, b: number | undefined): void {
  if (a === undefined || b === undefined || a === b) return;
  const length = distance(nodeAt(network, a), nodeAt(network, b));
  edgesOf(network, a).push({ to: b, length });
  edgesOf(network, b).push({ to: a, length });
}

function edgesOf(network: Network, node: number) {
  let edges = network.edges.get(node);
  if (!edges) network.edges.set(node, (edges = []));
  return edges;
}

function nodeAt(network: Network, node: number): Point {
  const point = network.nodes[node];
  if (!point) throw new RangeError(`no node ${node}`);
  return point;
}

/** The nearest place on a lane that can be walked to; where walls stand all around, the nearest one. */
function land(network: Network, from: Point): Landing | null {
  const feet = network.segments
    .map((segment) => ({ segment, ...project(segment, from) }))
    .toSorted((a, b) => a.distance - b.distance);
  let best: Landing | null = null;
  for (const foot of feet) {
    if (best && foot.distance >= best.distance) break;
    const open = aroundWalls(network, from, foot);
    if (open && (!best || open.distance < best.distance)) best = open;
  }
  return best ?? feet[0] ?? null;
}

/** The place on the same lane that is nearest to its foot and has no wall before it. */
function aroundWalls(network: Network, from: Point, foot: Landing): Landing | null {
  const { segment } = foot;
  const step = STEP_CM / distance(segment.a, segment.b);
  for (let aside = 0; aside <= 1; aside += step) {
    for (const at of aside === 0 ? [foot.at] : [foot.at - aside, foot.at + aside]) {
      if (at < 0 || at > 1) continue;
      const point = along(segment, at);
      if (!isWalled(network, { a: from, b: point })) {
        return { segment, at, point, distance: distance(point, from) };
      }
    }
  }
  return null;
}

function project(segment: Segment, from: Point): { at: number; point: Point; distance: number } {
  const dx = segment.b.x - segment.a.x;
  const dy = segment.b.y - segment.a.y;
  const t = ((from.x - segment.a.x) * dx + (from.y - segment.a.y) * dy) / (dx * dx + dy * dy);
  const at = Math.min(1, Math.max(0, t));
  const point = along(segment, at);
  return { at, point, distance: distance(point, from) };
}

/** The nodes on either side of a landing, and how far along the segment each is. */
function sidesOf(landing: Landing): { node: number; length: number }[] {
  const whole = distance(landing.segment.a, landing.segment.b);
  const before = landing.segment.cuts.findLast((one) => one.at <= landing.at);
  const after = landing.segment.cuts.find((one) => one.at >= landing.at);
  return [before, after]
    .filter((one) => one !== undefined)
    .map((one) => ({ node: one.node, length: Math.abs(one.at - landing.at) * whole }));
}

/** Shortest ways from a landmark to everywhere (Dijkstra; floors have some dozens of nodes). */
function walkFrom(network: Network, origin: Point) {
  const landed = land(network, origin);
  if (!landed) return null;
  const first: Landing = landed;
  const length = new Map<number, number>();
  const back = new Map<number, number>();
  const open = new Set<number>();
  for (const side of sidesOf(first)) {
    length.set(side.node, Math.min(side.length, length.get(side.node) ?? Infinity));
    open.add(side.node);
  }
  while (open.size > 0) {
    const [node] = [...open].sort((a, b) => (length.get(a) ?? 0) - (length.get(b) ?? 0));
    if (node === undefined) break;
    open.delete(node);
    for (const edge of network.edges.get(node) ?? []) {
      const reached = (length.get(node) ?? 0) + edge.length;
      if (reached < (length.get(edge.to) ?? Infinity)) {
        length.set(edge.to, reached);
        back.set(edge.to, node);
        open.add(edge.to);
      }
    }
  }

  return {
    /** The way from a landing to the origin; null when no lane joins them. */
    to(landing: Landing): { length: number; points: Point[] } | null {
      if (landing.segment === first.segment) {
        const between = distance(landing.point, first.point);
        return { length: between + first.distance, points: [landing.point, first.point] };
      }
      let best: { node: number; length: number } | null = null;
      for (const side of sidesOf(landing)) {
        const reached = (length.get(side.node) ?? Infinity) + side.length;
        if (!best || reached < best.length) best = { node: side.node, length: reached };
      }
      if (!best || best.length === Infinity) return null;
      const points = [landing.point];
      for (let node: number | undefined = best.node; node !== undefined; node = back.get(node)) {
        points.push(nodeAt(network, node));
      }
      points.push(first.point);
      return { length: best.length + first.distance, points };
    },
  };
}

function along(segment: Segment, at: number): Point {
  return {
    x: segment.a.x + (segment.b.x - segment.a.x) * at,
    y: segment.a.y + (segment.b.y - segment.a.y) * at,
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
