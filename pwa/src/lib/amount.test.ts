import { expect, test } from "vitest";
import { amountText, senOf } from "./amount";

test("an amount is read to the sen, and what is none is refused", () => {
  expect(["12", "12.5", "12,50", " 0.05 ", "12.", "-1", "1.234", "", "twelve"].map(senOf)).toEqual([
    1200,
    1250,
    1250,
    5,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([1200, 5, 1250].map(amountText)).toEqual(["12.00", "0.05", "12.50"]);
});
