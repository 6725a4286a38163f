import { expect, test } from "vitest";
import { compactPlate, looksLikePlate, readablePlate } from "./plate";

test.each([
  ["wxy1234", "WXY 1234"],
  [" w-77 a", "W 77 A"],
  ["QAA1234B", "QAA 1234 B"],
  ["putrajaya1", "PUTRAJAYA 1"],
  ["1m4u 12", "1M4U12"],
])("%s reads as %s", (typed, read) => {
  expect(readablePlate(typed)).toBe(read);
  expect(compactPlate(read)).toBe(compactPlate(typed));
});

test("a plate has letters and a number", () => {
  expect(looksLikePlate("WXY 1234")).toBe(true);
  expect(looksLikePlate("WXY")).toBe(false);
  expect(looksLikePlate("1234")).toBe(false);
  expect(looksLikePlate(" ")).toBe(false);
});
