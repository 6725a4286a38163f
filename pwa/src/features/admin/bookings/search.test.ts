import { describe, expect, test } from "vitest";
import { readAsked, searchOf } from "./search";

const ZONE = "Asia/Kuala_Lumpur";

describe("a search for bookings", () => {
  test("keeps nothing of the address that it does not know", () => {
    expect(readAsked(new URLSearchParams("q=WXY&status=lost&day="))).toEqual({
      q: "WXY",
      status: "",
      day: "",
    });
  });

  test("asks for a day by the lot's clock, also the last of a month", () => {
    const asked = { q: " WXY ", status: "held", day: "2026-11-30" } as const;
    expect(searchOf(asked, ZONE)).toEqual({
      q: "WXY",
      status: "held",
      from: "2026-11-29T16:00:00.000Z",
      to: "2026-11-30T16:00:00.000Z",
      order: "start",
    });
  });

  test("leaves out what is not typed yet", () => {
    expect(searchOf({ q: "", status: "", day: "2026-1" }, ZONE)).toEqual({
      q: "",
      status: null,
      from: null,
      to: null,
      order: "made",
    });
  });
});
