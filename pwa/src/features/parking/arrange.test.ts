import { describe, expect, test } from "vitest";
import type { Booking } from "../../api/types";
import { bookingFor } from "../../../test/fixture/data";
import { arrange, byMonth, untilNews } from "./arrange";

const NOW = Date.parse("2026-11-22T04:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function booking(
  reference: string,
  from: number,
  to: number,
  status: Booking["status"] = "confirmed",
): Booking {
  const holdExpiresAt = status === "held" ? at(8) : null;
  return bookingFor(NOW, { reference, status, holdExpiresAt, startsAt: at(from), endsAt: at(to) });
}

function names(list: readonly Booking[]) {
  return list.map((one) => one.reference);
}

describe("my parking", () => {
  test("is now what waits for money, what is under way and what begins within the hour, in this order", () => {
    const arranged = arrange(
      [
        booking("soon", 60, 120),
        booking("longer", -10, 300),
        booking("shorter", -30, 20),
        booking("held", 4000, 4100, "held"),
        booking("later", 61, 120),
      ],
      NOW,
    );
    expect(names(arranged.now)).toEqual(["held", "shorter", "longer", "soon"]);
    expect(names(arranged.upcoming)).toEqual(["later"]);
    expect(arranged.over).toEqual([]);
  });

  test("is over at the very end of the stay, whatever the server has got round to", () => {
    const arranged = arrange(
      [booking("ended", -60, 0), booking("cancelled", 60, 120, "cancelled"), booking("last", -60, 1)],
      NOW,
    );
    expect(names(arranged.over)).toEqual(["cancelled", "ended"]);
    expect(names(arranged.now)).toEqual(["last"]);
  });

  test("is no longer what was not paid in time, unless the money is on its way", () => {
    const held = booking("held", 60, 120, "held");
    const paying = { ...held, reference: "paying", payment: { status: "pending" } } as Booking;
    const last = Date.parse(held.holdExpiresAt ?? "");
    expect(names(arrange([held, paying], last - 1).now)).toEqual(["held", "paying"]);
    const { now, over } = arrange([held, paying], last);
    expect(names(now)).toEqual(["paying"]);
    expect(over.map((one) => [one.reference, one.status])).toEqual([["held", "expired"]]);
  });

  test("is asked for again when time may have changed it, and every minute", () => {
    const wait = (...bookings: Booking[]) => untilNews(bookings, NOW);
    expect(wait()).toBe(60_000);
    expect(wait(booking("stay", -30, 0.5))).toBe(31_000);
    expect(wait(booking("begins", 0.25, 90), booking("stay", -30, 0.5))).toBe(16_000);
    expect(wait({ ...booking("held", 60, 90, "held"), holdExpiresAt: at(0.1) })).toBe(7_000);
    // What is past already is told within the minute.
    expect(wait(booking("ended", -30, 0))).toBe(60_000);
  });

  test("is told month by month in the order that it came", () => {
    const list = [booking("b", 0, 1), booking("a", -60, 0), booking("z", -50_000, -49_000)];
    const months = byMonth(list, (one) => one.startsAt.slice(0, 7));
    expect(months.map((month) => [month.name, names(month.bookings)])).toEqual([
      ["2026-11", ["b", "a"]],
      ["2026-10", ["z"]],
    ]);
  });
});
