import { expect, test } from "vitest";
import { levelOf } from "./newFloor";

test.each([
  ["L2", 2],
  ["l12", 12],
  ["Lvl-3", 3],
  ["3", 3],
  ["B1", -1],
  ["B", -1],
  ["LG", -1],
  ["LG2", -2],
  ["G", 0],
  ["GF", 0],
])("the code %s says which level it is", (code, level) => expect(levelOf(code)).toBe(level));

test.each(["", "M", "Roof", "L", "L2A", "P3", "B99", "L999"])("the code %s does not", (code) =>
  expect(levelOf(code)).toBeNull(),
);
