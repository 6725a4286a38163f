import { expect, test } from "vitest";
import type { LotSetup } from "../../../api/admin/setup";
import { isWithinReach, slugOf, stepAhead } from "./steps";

const setup = (more: Partial<LotSetup> = {}): LotSetup => ({
  slug: "plaza",
  name: "Plaza",
  hasFloor: false,
  hasPrices: false,
  isListed: false,
  hasBooking: false,
  ...more,
});

test("the run goes on where what there is ends", () => {
  expect(stepAhead(setup())).toBe("floor");
  expect(stepAhead(setup({ hasFloor: true }))).toBe("prices");
  expect(stepAhead(setup({ hasPrices: true }))).toBe("floor");
  const ready = { hasFloor: true, hasPrices: true };
  expect(stepAhead(setup(ready))).toBe("payments");
  expect(stepAhead(setup({ ...ready, isListed: true }))).toBe("open");
  expect(stepAhead(setup({ ...ready, isListed: true, hasBooking: true }))).toBe("open");
});

test("nobody opens a car park without spots or prices", () => {
  expect(isWithinReach("floor", null)).toBe(false);
  expect(isWithinReach("prices", setup())).toBe(true);
  expect(isWithinReach("open", setup({ hasFloor: true }))).toBe(false);
  expect(isWithinReach("open", setup({ hasFloor: true, hasPrices: true }))).toBe(true);
});

test("an address is made of a name, in plain letters", () => {
  expect(slugOf("  Plaza Bahru, Tingkat 2! ")).toBe("plaza-bahru-tingkat-2");
  expect(slugOf("Café Père")).toBe("cafe-pere");
  expect(slugOf("停车场")).toBe("");
  expect(slugOf("a".repeat(59) + " b")).toBe("a".repeat(59));
});
