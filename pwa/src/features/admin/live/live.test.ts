import { describe, expect, test } from "vitest";
import { drawFloor } from "../../../../test/fixture/floors";
import { applyMoves } from "../../../api/admin/live";
import type { FloorNow, LotNow } from "../../../api/admin/types";
import { en } from "../../../i18n/admin/messages/en";
import { createStaffTranslate } from "../../../i18n/admin/words";
import { en as everywhere } from "../../../i18n/messages/en";
import { createTranslate } from "../../../i18n/translate";
import { prepareFloor } from "../../../map/floor";
import { changeInPercent, countKinds, countStates, fullnessOf, statesOf } from "./counts";
import { shortTime } from "./shortTime";
import { splitBookings } from "./spotFacts";

const t = createStaffTranslate(en, "en", createTranslate(everywhere, "en-MY"));

function floorNow(areaId: number, spots: FloorNow["spots"], total = 10): FloorNow {
  const byType = [{ type: "standard" as const, total, byState: {} }];
  return { areaId, code: `B${areaId}`, name: "", level: -areaId, byType, spots };
}

const now: LotNow = {
  asOf: "2026-11-22T05:00:00Z",
  stale: true,
  floors: [
    floorNow(1, {
      "1": "booked",
      "2": "occupied",
      "3": "overstayed",
      "4": "held",
      "5": "closed",
      "6": "closed",
    }),
    floorNow(2, {}),
  ],
};

describe("the counts", () => {
  test("are of the spots as they stand", () => {
    expect(countStates(now.floors[0] as FloorNow)).toEqual({
      free: 4,
      held: 1,
      booked: 1,
      occupied: 1,
      overstayed: 1,
      closed: 2,
    });
  });

  test("take a closed spot for none that could be full, and a held one for none that is", () => {
    expect(fullnessOf(now)).toMatchObject({ inUse: 3, spots: 18, percent: 17 });
    expect(fullnessOf({ ...now, floors: [] }).percent).toBe(0);
  });

  test("tell the spots with a car on them from those that are only booked", () => {
    expect(fullnessOf(now).occupied).toBe(2);
    expect(fullnessOf({ ...now, floors: [floorNow(1, { "1": "booked" })] })).toMatchObject({
      inUse: 1,
      occupied: 0,
    });
  });

  test("tell the kinds of a floor apart", () => {
    const { spots } = prepareFloor(drawFloor(1, "B1", 2, 4));
    const states = statesOf(floorNow(1, { [String(spots[0]?.id)]: "occupied" }));
    const kinds = countKinds(spots, states);
    expect(kinds.reduce((sum, kind) => sum + kind.total, 0)).toBe(8);
    expect(kinds.find(({ type }) => type === spots[0]?.type)?.inUse).toBe(1);
    expect(kinds.every(({ total }) => total > 0)).toBe(true);
  });

  test.each([
    [111, 100, 11],
    [90, 100, -10],
    [50, 0, null],
  ])("%i after %i is a change of %s percent", (after, before, percent) => {
    expect(changeInPercent(after, before)).toBe(percent);
  });
});

test("what the stream tells of a floor leaves the others as they are", () => {
  const spots = { "1": "free", "9": "occupied" } as const;
  const moved = applyMoves(now, { areaId: 1, spots, asOf: "2026-11-22T05:00:01Z" });
  expect(moved.floors[0]?.spots).toEqual({
    "2": "occupied",
    "3": "overstayed",
    "4": "held",
    "5": "closed",
    "6": "closed",
    "9": "occupied",
  });
  expect(moved.floors[1]).toBe(now.floors[1]);
  expect([moved.stale, moved.asOf]).toEqual([false, "2026-11-22T05:00:01Z"]);
});

test.each([
  [0, "0 min"],
  [48, "48 min"],
  [60, "1 h"],
  [84, "1 h 24 min"],
  [1500, "1 d 1 h"],
])("%i minutes are told as %s", (minutes, told) => {
  expect(shortTime(minutes, t)).toBe(told);
});

test("a car that is still there has the spot, whoever's time it is", () => {
  const at = Date.parse("2026-11-22T06:30:00Z");
  const booking = { reference: "", status: "confirmed", plateNumber: "", name: null } as const;
  const late = {
    ...booking,
    startsAt: "2026-11-22T04:00:00Z",
    endsAt: "2026-11-22T06:00:00Z",
    enteredAt: "2026-11-22T04:00:00Z",
  };
  const next = {
    ...booking,
    startsAt: "2026-11-22T07:00:00Z",
    endsAt: "2026-11-22T09:00:00Z",
    enteredAt: null,
  };
  expect(splitBookings([late, next], at)).toEqual({ present: [late], coming: [next] });
});
