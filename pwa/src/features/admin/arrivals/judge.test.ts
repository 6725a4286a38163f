import { describe, expect, test } from "vitest";
import { arrival, inside, PASS, staysOf } from "../../../../test/fixture/gate";
import type { KeptMovement } from "../../../api/admin/movements";
import { findRows, judgePass, judgeTyped, looksLikeReference, tidied } from "./judge";
import type { Known } from "./judge";

const START = Date.parse(PASS.startsAt);
const END = Date.parse(PASS.endsAt);
const MINUTE = 60_000;
const { reference, plate, lot, area, spot, startsAt, endsAt } = PASS;
const pass = { reference, plate, lot, area, spot, startsAt, endsAt };
const none = staysOf({ inside: [], expected: [] });

function known(more: Partial<Known> = {}): Known {
  return { stays: none, movements: [], now: START, ...more };
}

function noted(direction: "in" | "out", more: Partial<KeptMovement> = {}): KeptMovement {
  return {
    key: direction,
    by: "siti@operator.example",
    slug: lot,
    direction,
    scan: null,
    plate: null,
    reference,
    at: startsAt,
    leaveOwing: false,
    name: plate,
    state: "waiting",
    told: null,
    refusal: null,
    ...more,
  };
}

describe("a pass at the entry", () => {
  const doubt = (more: Partial<Known> = {}) => judgePass("in", pass, lot, known(more)).doubt;

  test.each([
    ["is early by more than the grace", START - 16 * MINUTE, "entry_too_early"],
    ["is within the grace", START - 15 * MINUTE, null],
    ["is in time until its end", END - 1, null],
    ["is over", END, "entry_over"],
  ])("%s", (_, now, answer) => {
    expect(doubt({ now })).toBe(answer);
  });

  test("is of another lot", () => {
    expect(judgePass("in", pass, "medan-selatan", known()).doubt).toBe("wrong_lot");
  });

  test("is of a car that is in, by the list or by what this phone noted since", () => {
    const there = inside({ reference });
    expect(doubt({ stays: staysOf({ inside: [there], expected: [] }) })).toBe("car_is_in");
    expect(doubt({ movements: [noted("in")] })).toBe("car_is_in");
    const left = noted("out", { at: endsAt });
    expect(doubt({ movements: [noted("in"), left] })).toBeNull();
    expect(doubt({ movements: [left, noted("in")] })).toBeNull();
    expect(doubt({ movements: [noted("in", { state: "refused" })] })).toBeNull();
  });

  test("is of a spot where another still stands, unless that one was seen leaving", () => {
    const other = inside({ areaCode: area, spaceLabel: spot });
    const stays = staysOf({ inside: [other], expected: [] });
    expect(doubt({ stays })).toBe("spot_still_taken");
    expect(doubt({ stays, movements: [noted("out", { reference: other.reference })] })).toBeNull();
  });

  test("shows the spot that the booking has now", () => {
    const stays = staysOf({
      inside: [],
      expected: [arrival({ reference, areaCode: "L1", spaceLabel: "C2" })],
    });
    expect(judgePass("in", pass, lot, known({ stays })).guest).toMatchObject({
      area: "L1",
      spot: "C2",
      name: "Aina",
    });
  });
});

describe("a pass at the exit", () => {
  const there = staysOf({ inside: [inside({ reference, endsAt })], expected: [] });
  const doubt = (now: number, stays: Known["stays"] = there) =>
    judgePass("out", pass, lot, known({ now, stays })).doubt;

  test("leaves in its time and the grace after it", () => {
    expect(doubt(END + 10 * MINUTE)).toBeNull();
  });
  test("owes something later, where a lot takes something for it", () => {
    expect(doubt(END + 11 * MINUTE)).toBe("exit_fee_owed");
    const free = { ...there, rules: { ...there.rules, overstayHourSen: 0 } };
    expect(doubt(END + 11 * MINUTE, free)).toBeNull();
  });
  test("is not in; without a list nobody knows", () => {
    expect(doubt(START, none)).toBe("car_not_in");
    expect(doubt(START, null)).toBeNull();
  });
});

describe("what is typed", () => {
  test("finds the car of a plate or a reference, however it is written", () => {
    const stays = staysOf();
    const now = Date.now();
    for (const typed of ["wxy-1234", "pk arr1ve2", "PK-ARR1VE2"])
      expect(judgeTyped("in", typed, known({ stays, now }))).toMatchObject({
        guest: { reference: "PK-ARR1VE2", spot: "A7" },
        doubt: null,
      });
  });

  test("is a plate with several bookings", () => {
    const stays = staysOf({ expected: [arrival(), arrival({ reference: "PK-ANOTHER" })] });
    expect(judgeTyped("in", "WXY1234", known({ stays, now: Date.now() }))).toMatchObject({
      doubt: "several_bookings",
      references: ["PK-ARR1VE2", "PK-ANOTHER"],
    });
  });

  test("is in no list, or was noted before", () => {
    expect(judgeTyped("in", "ABC 1", known())).toMatchObject({
      guest: { plate: "ABC1" },
      doubt: "not_on_phone",
    });
    const moved = noted("in", { reference: null, plate: "ABC1", name: "ABC 1" });
    expect(judgeTyped("in", "abc1", known({ movements: [moved] })).doubt).toBe("car_is_in");
  });

  test.each([
    ["PK-7F3K9QX", true, "PK-7F3K9QX"],
    ["pk7f3k9qx", true, "PK-7F3K9QX"],
    ["WXY 1234", false, "WXY1234"],
    ["PKA 12345", false, "PKA12345"],
  ])("%s", (typed, isReference, written) => {
    expect([looksLikeReference(typed), tidied(typed)]).toEqual([isReference, written]);
  });

  test("offers those that begin so", () => {
    const rows = [arrival(), arrival({ plateNumber: "VBA 1" })];
    expect(findRows(rows, "wx", false)).toEqual([rows[0]]);
    expect(findRows(rows, " ", false)).toEqual([]);
  });
});
