import { expect, test } from "vitest";
import { firstPeriod, spanOf } from "./newPeriod";

const ZONE = "Asia/Kuala_Lumpur";

test("a booking at the counter begins with the next five minutes", () => {
  const period = firstPeriod(Date.parse("2026-11-22T04:01:30Z"), ZONE);
  expect(period).toEqual({ from: "2026-11-22T12:05", to: "2026-11-22T14:05" });
  expect(spanOf(period, ZONE)).toEqual({ from: "2026-11-22T04:05:00.000Z", to: "2026-11-22T06:05:00.000Z" });
});

test("what ends before it begins, or is not typed to the end, is no period", () => {
  expect(spanOf({ from: "2026-11-22T12:05", to: "2026-11-22T12:05" }, ZONE)).toBeNull();
  expect(spanOf({ from: "", to: "2026-11-22T12:05" }, ZONE)).toBeNull();
});
