import { describe, expect, test } from "vitest";
import { prepareFloor } from "../../../../map/floor";
import { cornersOf, snapAngle } from "./geometry";
import { floorMaker } from "./floorOf";
import { pieceAt, piecesWithin, spotsMet } from "./hit";
import { freeLabel, isLabel, nextName, nextRow, series } from "./labels";
import { inOrder } from "./order";
import type { Sheet, SpotPiece } from "./pieces";
import { rowBetween, rowOf } from "./rows";
import type { SpotShape } from "./rows";

const shape: SpotShape = { type: "standard", width: 250, height: 500, gap: 20, lean: 0 };
const spots = (
  from: { x: number; y: number },
  to: { x: number; y: number },
  first = "A1",
  as = shape,
): SpotPiece[] =>
  rowOf(from, rowBetween(from, to, as), as, first).map((spot, i) => ({ ...spot, key: i + 1 }));

describe("a row in one stroke", () => {
  test("forty spots from A1 to A40, side by side, each inside the stroke", () => {
    const row = spots({ x: 100, y: 200 }, { x: 100 + 40 * 270, y: 260 });
    expect(row.map(({ label }) => label)).toEqual(series("A1", 40));
    expect(row[0]).toMatchObject({ x: 100, y: 200, rotation: 0 });
    expect(row[39]).toMatchObject({ x: 100 + 39 * 270, y: 200, label: "A40" });
  });

  test("upwards and to the left as well; spots of a column lie on their side", () => {
    expect(spots({ x: 2000, y: 900 }, { x: 1200, y: 800 }).map(({ x, y }) => [x, y])).toEqual([
      [1750, 400],
      [1480, 400],
      [1210, 400],
    ]);
    const [first, second] = spots({ x: 1000, y: 1000 }, { x: 1010, y: 460 });
    expect(cornersOf(first as SpotPiece).map(([x, y]) => [Math.round(x), Math.round(y)])).toContainEqual([
      1000, 1000,
    ]);
    expect([first?.rotation, (first?.y ?? 0) - (second?.y ?? 0)]).toEqual([90, 270]);
  });

  test("spots that lean stand further apart and do not touch", () => {
    const [one, two] = spots({ x: 0, y: 0 }, { x: 900, y: 0 }, "A1", { ...shape, lean: 45 });
    expect([one?.rotation, (two?.x ?? 0) - (one?.x ?? 0)]).toEqual([45, 382]);
  });
});

describe("labels", () => {
  test.each([
    ["A1", ["A1", "A2", "A3"]],
    ["A09", ["A09", "A10", "A11"]],
    ["P-", ["P-1", "P-2", "P-3"]],
    ["99", ["99", "100", "101"]],
  ])("%s counts on", (first, all) => expect(series(first, 3)).toEqual(all));

  test("what the server takes is a label, and nothing else", () => {
    expect(["A1", "B-07", "VIP 3", "ä.1", "A1 ", "", "A  1", "A".repeat(13)].map(isLabel)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("the next that nobody has, of a spot, a row and a lift", () => {
    expect(freeLabel("A1", new Set(["A1", "A2", "A4"]))).toBe("A3");
    expect([nextRow([]), nextRow(["A1", "C9", "P-1"]), nextRow(["Z1"]), nextRow(["AZ4"])]).toEqual([
      "A1",
      "D1",
      "AA1",
      "BA1",
    ]);
    expect(nextName("Lift", new Set(["Lift 1"]))).toBe("Lift 2");
  });
});

test("spots are read row by row, even where a row is a little crooked", () => {
  const crooked = [
    ...spots({ x: 0, y: 600 }, { x: 800, y: 600 }, "B1"),
    ...spots({ x: 0, y: 0 }, { x: 800, y: 0 }),
  ];
  const moved = crooked.map((spot, i) => ({ ...spot, y: spot.y + i * 7 }));
  expect(inOrder(moved, "right").map(({ label }) => label)).toEqual(["A1", "A2", "A3", "B1", "B2", "B3"]);
  expect(inOrder(moved, "left").map(({ label }) => label)).toEqual(["A3", "A2", "A1", "B3", "B2", "B1"]);
  expect(inOrder(moved, "down").map(({ label }) => label)).toEqual(["A1", "B1", "A2", "B2", "A3", "B3"]);
});

describe("what is meant by a point", () => {
  const sheet: Sheet = {
    name: "G",
    level: 0,
    width: 3000,
    height: 2000,
    pieces: [
      {
        kind: "outline",
        key: 10,
        points: [
          [0, 0],
          [3000, 0],
          [3000, 2000],
          [0, 2000],
        ],
      },
      {
        kind: "lane",
        key: 11,
        points: [
          [300, 1000],
          [2700, 1000],
        ],
        width: 600,
        oneWay: false,
      },
      { kind: "mark", key: 12, id: "lift-1", mark: "lift", label: "Lift 1", x: 2500, y: 1700 },
      ...spots({ x: 100, y: 100 }, { x: 900, y: 100 }),
    ],
  };
  const floor = floorMaker()(sheet);

  test.each([
    [200, 300, 1],
    [2510, 1690, 12],
    [1500, 1200, 11],
    [1500, 2004, 10],
    [1500, 1600, null],
  ])("%i, %i is piece %s", (x, y, key) => {
    expect(pieceAt(sheet, floor, { x, y }, 30)?.key ?? null).toBe(key);
  });

  test("a band takes what lies whole in it, a stroke what it goes over, in order", () => {
    expect(piecesWithin(sheet, { x0: 0, y0: 0, x1: 700, y1: 700 })).toEqual([1, 2]);
    expect(spotsMet(floor, { x: 880, y: 300 }, { x: 120, y: 300 }, new Set([2]))).toEqual([3, 1]);
  });

  test("a floor is drawn anew with the ground that it had, while only spots change", () => {
    const make = floorMaker();
    const before = make(sheet);
    const after = make({ ...sheet, pieces: sheet.pieces.filter(({ key }) => key !== 1) });
    expect(after.map.drawing).toBe(before.map.drawing);
    expect(prepareFloor(after.map).spots).toHaveLength(2);
  });

  test("an angle snaps to what is near", () => {
    expect([snapAngle(-2, 5), snapAngle(93, 15), snapAngle(359.6, 1)]).toEqual([0, 90, 0]);
  });
});
