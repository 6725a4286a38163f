import { expect, test } from "vitest";
import { lacksOf } from "./lacks";
import type { MarkPiece, Piece, Sheet } from "./pieces";

const mark = (kind: MarkPiece["mark"]): Piece => ({
  kind: "mark",
  key: 1,
  id: `${kind}-1`,
  mark: kind,
  label: kind,
  x: 0,
  y: 0,
});
const lane: Piece = {
  kind: "lane",
  key: 2,
  points: [
    [0, 0],
    [900, 0],
  ],
  width: 600,
  oneWay: false,
};
const floor = (level: number, ...pieces: Piece[]): Sheet => ({
  name: "Level",
  level,
  width: 6000,
  height: 4000,
  pieces,
});

test("an empty floor lacks what leads to its spots", () => {
  expect(lacksOf(floor(2))).toEqual(["lane", "entrance", "lift"]);
});

test("stairs are as good as a lift, and at the street the entrance is enough", () => {
  expect(lacksOf(floor(2, lane, mark("entrance")))).toEqual(["lift"]);
  expect(lacksOf(floor(2, lane, mark("entrance"), mark("stairs")))).toEqual([]);
  expect(lacksOf(floor(0, lane, mark("entrance")))).toEqual([]);
  expect(lacksOf(floor(0, lane))).toEqual(["entrance", "lift"]);
});
