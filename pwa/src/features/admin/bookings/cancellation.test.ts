import { expect, test } from "vitest";
import type { StaffPayment } from "../../../api/admin/bookings";
import { cancellationsOf } from "./cancellation";

const paid = (leftSen: number, receiptNumber: string | null = "PLAZA-1") =>
  ({ leftSen, receiptNumber }) as StaffPayment;

test("who handles money may give all or nothing, where the policy does not", () => {
  const booking = { refundSen: 500, payments: [paid(1000), paid(200), paid(300, null)] };
  expect(cancellationsOf(booking, true)).toEqual([
    { name: "policy", sen: 500, percent: null },
    { name: "all", sen: 1200, percent: 100 },
    { name: "none", sen: 0, percent: 0 },
  ]);
});

test("what the policy gives anyway is not offered twice", () => {
  const names = (refundSen: number) =>
    cancellationsOf({ refundSen, payments: [paid(1000)] }, true).map(({ name }) => name);
  expect(names(1000)).toEqual(["policy", "none"]);
  expect(names(0)).toEqual(["policy", "all"]);
});

test("others cancel by the policy", () => {
  expect(cancellationsOf({ refundSen: 500, payments: [paid(1000)] }, false)).toHaveLength(1);
});
