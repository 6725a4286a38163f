import { expect, test } from "vitest";
import { expectationOf } from "./expectation";

test("another amount than was asked is told to the sen", () => {
  expect(expectationOf({ expected_sen: 1272, amount: "12.70" })).toEqual({
    expectedSen: 1272,
    cameSen: 1270,
  });
});

test("a pay-out is compared by what was paid out", () => {
  const facts = { expected_sen: 1272, settled_sen: 1300, amount: "12.72" };
  expect(expectationOf(facts)).toEqual({ expectedSen: 1272, cameSen: 1300 });
});

test("where amounts are not the matter there is nothing to compare", () => {
  expect(expectationOf({ amount: "12.72" })).toBeNull();
  expect(expectationOf({ expected_sen: 1272, amount: "much" })).toBeNull();
});
