import { expect, test } from "vitest";
import { amountText, senOf } from "./amount";

test.each([
  ["12", 1200],
  [" 12.5 ", 1250],
  ["12,50", 1250],
  ["12,5", 1250],
  ["0.05", 5],
  ["1,200", 120_000],
  ["1,200.00", 120_000],
  ["", null],
  ["12.", null],
  ["-1", null],
  ["1.234", null],
  ["12,00,0", null],
  ["1,2345", null],
  ["RM 3", null],
  ["1e3", null],
  ["12345678", null],
])("%j is %j sen", (text, sen) => {
  expect(senOf(text)).toBe(sen);
});

test("what was written is read again", () => {
  for (const sen of [0, 5, 1250, 120_000]) expect(senOf(amountText(sen))).toBe(sen);
});
