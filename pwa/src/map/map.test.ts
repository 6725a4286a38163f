import { describe, expect, test } from "vitest";
import { drawFloor } from "../../test/fixture/floors";
import type { AreaMap } from "../api/types";
import { neighbour, nearestSpot, prepareFloor, spotAt } from "./floor";
import { between, fit, keepInSight, limitsOf, toFloor, zoomAt } from "./view";
import { findWays } from "./ways";

const floor = prepareFloor(drawFloor(3, "B1", 4, 9));
const labelled = (label: string) => {
  const spot = floor.spots.find((one) => one.label === label);
  if (!spot) throw new Error(`no ${label}`);
  return spot;
};

function floorWith(change: (map: AreaMap) => AreaMap) {
  return prepareFloor(change(drawFloor(3, "B1", 4, 9)));
}

describe("pointing at spots", () => {
  test("every spot is found at its own middle", () => {
    for (const spot of floor.spots) expect(spotAt(floor, spot.x, spot.y, 0)).toBe(spot);
  });

  test("a finger beside a spot means the nearest one within reach, and none beyond", () => {
    const { x, box } = labelled("A1");
    expect(spotAt(floor, x, box.y0 - 60, 100)?.label).toBe("A1");
    expect(spotAt(floor, x, box.y0 - 120, 100)).toBeNull();
  });

  test("a turned spot is met where it lies", () => {
    const turned = floorWith((map) => ({
      ...map,
      spaces: [
        { id: 1, label: "X1", type: "standard", x: 1000, y: 1000, width: 250, height: 500, rotation: 45 },
      ],
    }));
    expect(spotAt(turned, 1125 + 150, 1250 - 150, 0)?.label).toBe("X1");
    expect(spotAt(turned, 1125, 1250 - 240, 0)).toBeNull();
    const lying = floorWith((map) => ({
      ...map,
      spaces: [
        { id: 1, label: "X1", type: "standard", x: 1000, y: 1000, width: 250, height: 500, rotation: 90 },
      ],
    }));
    expect(lying.spots[0]).toMatchObject({ width: 500, height: 250, angle: 0 });
  });

  test("the arrow keys walk along rows and across lanes", () => {
    expect(neighbour(floor, labelled("B3"), "right")?.label).toBe("B4");
    expect(neighbour(floor, labelled("B3"), "left")?.label).toBe("B2");
    expect(neighbour(floor, labelled("B3"), "down")?.label).toBe("C3");
    expect(neighbour(floor, labelled("B3"), "up")?.label).toBe("A3");
    expect(neighbour(floor, labelled("A1"), "up")).toBeNull();
    expect(nearestSpot(floor, labelled("D9").x + 900, labelled("D9").y)?.label).toBe("D9");
  });
});

describe("walking ways", () => {
  const ways = findWays(floor);

  test("follow the lanes, so they are longer than the crow flies and come from the nearer lift", () => {
    const spot = labelled("A1");
    const way = ways.nearest(spot.id);
    expect(way?.landmark.label).toBe("Lift 1");
    const straight = Math.hypot(spot.x - (way?.landmark.x ?? 0), spot.y - (way?.landmark.y ?? 0)) / 100;
    expect(way?.metres).toBeGreaterThan(straight);
    expect(way?.points[0]).toEqual({ x: spot.x, y: spot.y });
    expect(way?.points.at(-1)).toEqual({ x: way?.landmark.x, y: way?.landmark.y });
  });

  test("the length is that of the drawn line", () => {
    const way = ways.nearest(labelled("B6").id);
    const points = way?.points ?? [];
    const drawn = points.slice(1).reduce((sum, point, i) => {
      const before = points[i] ?? point;
      return sum + Math.hypot(point.x - before.x, point.y - before.y);
    }, 0);
    expect(way?.metres).toBeCloseTo(drawn / 100, 5);
  });

  test("nobody walks through a wall, neither straight nor to the nearest lane", () => {
    const lift = { id: "l", kind: "lift" as const, label: "Lift", x: 2000, y: 1000 };
    const spot = {
      id: 1,
      rotation: 0,
      label: "X1",
      type: "standard" as const,
      x: 1375,
      y: 750,
      width: 250,
      height: 500,
    };
    const walled = floorWith((map) => ({
      ...map,
      width: 4000,
      height: 3000,
      drawing: {
        ...map.drawing,
        landmarks: [lift],
        // The core of the lift is open at its foot; the lane above it is nearer than the one below.
        walls: [
          {
            thickness: 20,
            points: [
              [1800, 1400],
              [1800, 800],
              [2200, 800],
              [2200, 1400],
            ],
          },
        ],
        lanes: [
          {
            width: 600,
            oneWay: false,
            points: [
              [300, 400],
              [3700, 400],
            ],
          },
          {
            width: 600,
            oneWay: false,
            points: [
              [300, 400],
              [300, 1900],
              [3700, 1900],
            ],
          },
        ],
      },
      spaces: [spot],
    }));
    const points = findWays(walled).nearest(1)?.points ?? [];
    expect(points.at(-1)).toEqual({ x: 2000, y: 1000 });
    expect(points.at(-2)).toEqual({ x: 2000, y: 1900 });
  });

  test("an opening in a wall is found, though it does not lie before the lift", () => {
    const nook = floorWith((map) => ({
      ...map,
      drawing: {
        ...map.drawing,
        landmarks: [{ id: "l", kind: "lift", label: "Lift", x: 1000, y: 1000 }],
        walls: [
          {
            thickness: 20,
            points: [
              [1200, 700],
              [600, 700],
              [600, 1300],
              [1800, 1300],
              [1800, 700],
            ],
          },
        ],
        lanes: [
          {
            width: 600,
            oneWay: false,
            points: [
              [100, 300],
              [3000, 300],
            ],
          },
        ],
      },
      spaces: [
        { id: 1, label: "X1", type: "standard", rotation: 0, x: 100, y: 800, width: 250, height: 500 },
      ],
    }));
    const door = findWays(nook).nearest(1)?.points.at(-2);
    expect(door?.y).toBe(300);
    // Seen from the lift through the opening, which begins 200 to the right of it.
    expect(door?.x).toBeGreaterThan(1000 + (200 * 700) / 300);
    expect(door?.x).toBeLessThan(1000 + (200 * 700) / 300 + 100);
  });

  test("without lanes people walk straight, and without a lift there is no way", () => {
    const bare = floorWith((map) => ({ ...map, drawing: { ...map.drawing, lanes: [] } }));
    const spot = labelled("D1");
    const way = findWays(bare).nearest(spot.id);
    expect(way?.points).toHaveLength(2);
    const liftless = floorWith((map) => ({ ...map, drawing: { ...map.drawing, landmarks: [] } }));
    expect(findWays(liftless).nearest(spot.id)).toBeNull();
  });
});

describe("the view", () => {
  const size = { width: 390, height: 600 };
  const insets = { top: 0, bottom: 200 };
  const limits = limitsOf(floor.box, size, insets, floor.spotWidth);
  const whole = fit(floor.box, size, insets);

  test("shows the whole floor in the part that nothing covers", () => {
    expect(floor.box.x0 * whole.scale + whole.x).toBeGreaterThanOrEqual(9.9);
    expect(floor.box.y1 * whole.scale + whole.y).toBeLessThanOrEqual(390.1);
  });

  test("zooming keeps the place under the finger where it is", () => {
    const before = toFloor(whole, 120, 180);
    const after = toFloor(zoomAt(whole, 2.5, 120, 180, limits), 120, 180);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  test("zooming ends at the whole floor and at spots larger than a finger", () => {
    expect(zoomAt(whole, 0.01, 0, 0, limits).scale).toBe(limits.smallest);
    expect(zoomAt(whole, 1000, 0, 0, limits).scale * floor.spotWidth).toBeGreaterThanOrEqual(44);
  });

  test("the floor cannot be pushed off the screen", () => {
    const close = zoomAt(whole, 4, 195, 200, limits);
    const pushed = keepInSight(
      { ...close, x: close.x + 99_999, y: close.y - 99_999 },
      floor.box,
      size,
      insets,
    );
    const left = floor.box.x0 * pushed.scale + pushed.x;
    const foot = floor.box.y1 * pushed.scale + pushed.y;
    expect(left).toBeLessThan(size.width / 2);
    expect(foot).toBeGreaterThan((size.height - insets.bottom) / 2);
  });

  test("a glide begins where it starts and ends where it leads", () => {
    const to = zoomAt(whole, 3, 50, 300, limits);
    const start = between(whole, to, 0, size);
    expect(start.scale).toBeCloseTo(whole.scale, 9);
    expect(start.x).toBeCloseTo(whole.x, 6);
    expect(between(whole, to, 1, size)).toEqual(to);
    expect(between(whole, to, 0.999999, size).y).toBeCloseTo(to.y, 1);
  });
});
