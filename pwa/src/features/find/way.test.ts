import { describe, expect, test } from "vitest";
import { rowOf } from "./row";
import { partOf } from "./useGrowing";

const CORNER = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 100 },
];

describe("a way that grows", () => {
  test("is measured along its corners", () => {
    expect(partOf(CORNER, 0.25)).toEqual([
      { x: 0, y: 0 },
      { x: 50, y: 0 },
    ]);
    expect(partOf(CORNER, 0.75)).toEqual([
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 50 },
    ]);
  });

  test("begins at its first point and ends whole", () => {
    expect(partOf(CORNER, 0)).toEqual([{ x: 0, y: 0 }]);
    expect(partOf(CORNER, 1)).toEqual(CORNER);
    expect(partOf([], 0.5)).toEqual([]);
  });
});

test.each([
  ["B4", "B"],
  ["AB-12", "AB"],
  ["12", null],
])("the row of %s is %s", (label, row) => {
  expect(rowOf(label)).toBe(row);
});
