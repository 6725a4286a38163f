import { describe, expect, test } from "vitest";
import type { AuditEntry, WorkLot } from "../../../api/admin/types";
import { en } from "../../../i18n/admin/messages/en";
import { createStaffTranslate } from "../../../i18n/admin/words";
import { createFormat } from "../../../i18n/format";
import { en as everywhere } from "../../../i18n/messages/en";
import { createTranslate } from "../../../i18n/translate";
import { actorOf } from "./actors";
import { byDay } from "./byDay";
import { tellFacts } from "./facts";
import { sentenceOf } from "./kinds";

const base = createTranslate(everywhere, "en-MY");
const t = createStaffTranslate(en, "en", base);
const format = createFormat("en-MY", base, () => new Date("2026-11-22T04:00:00Z"));
const lot: WorkLot = {
  slug: "plaza-damai",
  name: "Plaza Damai",
  timeZone: "Asia/Kuala_Lumpur",
  currency: "MYR",
  refundApprovalSen: null,
  permissions: [],
};

function entry(facts: Record<string, unknown>): AuditEntry {
  return {
    id: 1,
    kind: "X",
    at: "2026-11-22T04:00:00Z",
    actor: "clock",
    who: null,
    whom: null,
    booking: null,
    facts,
  };
}

const sentence = (kind: string, facts: Record<string, unknown> = {}) => sentenceOf({ kind, facts }, t);

const told = (facts: Record<string, unknown>) =>
  tellFacts(entry(facts), { t, format, lot, spots: new Map([[7, "B1 · A7"]]) }).map(
    ({ name, value }) => `${name}: ${value}`,
  );

describe("what happened", () => {
  test("has a sentence for each kind that has words", () => {
    const kinds = Object.keys(en).flatMap((key) => key.match(/^desk\.event\.(\w+)$/)?.[1] ?? []);
    expect(kinds.length).toBeGreaterThan(30);
    for (const kind of kinds) expect(sentence(kind)).not.toContain("Something else");
  });

  test("is the opening of the car park, and no mere setting", () => {
    expect(sentence("LotChanged", { before: { phone: "" }, after: { phone: "1" } })).toMatch(/^Settings/);
    expect(sentence("LotChanged", { after: { is_listed: true } })).toBe(
      "The car park was opened for drivers",
    );
    expect(sentence("LotChanged", { after: { is_listed: false } })).toBe(
      "The car park was closed to drivers",
    );
  });

  test("is named all the same when it has none", () => {
    expect(sentence("GateJammed")).toBe("Something else: Gate jammed");
    expect(sentence("constructor")).toBe("Something else: Constructor");
  });

  test("was done by somebody, or by nobody", () => {
    expect(actorOf({ actor: "owner", who: "Farid Ismail" }, t)).toBe("Farid Ismail, Owner");
    expect(actorOf({ actor: "clock", who: null }, t)).toBe("By itself");
    expect(actorOf({ actor: "command_line", who: null }, t)).toBe("Command line");
    expect(actorOf({ actor: "robot", who: null }, t)).toBe("robot");
  });
});

describe("the facts", () => {
  test("are money, moments and words, in the lot's own", () => {
    expect(
      told({ amount_sen: 1908, ends_at: "2026-11-22T06:00:00+00:00", method: "reader", is_told: true }),
    ).toEqual(["Amount: RM\u00a019.08", "End: Today 14:00", "Seen by: camera", "Driver told again: yes"]);
  });

  test("say that a role holds at all car parks, and what was told or did not agree", () => {
    expect(told({ role: "owner", lot_id: null })).toEqual(["Role: Owner", "Where: All car parks"]);
    expect(told({ kind_of_message: "booking_confirmed", channel: "email" })).toEqual([
      "Message: Booking confirmed",
      "Channel: E-mail",
    ]);
    expect(told({ kind_of_discrepancy: "amount_mismatch" })).toEqual([
      "What: Another amount came than was asked",
    ]);
    expect(told({ kind_of_message: "moon_landed" })).toEqual(["Message: Moon landed"]);
  });

  test("name spots, and keep the numbers of rows to themselves", () => {
    expect(told({ from_space_id: 7, area_id: 3, payment_id: 9, reference: "PK-1" })).toEqual([
      "Spot before: B1 · A7",
    ]);
  });

  test("tell what became of a floor, and which spots are gone", () => {
    expect(
      told({ code: "B1", revision: 3, spots_before: 4, spots_after: 3, retired: 1, retired_labels: ["A1"] }),
    ).toEqual(["Floor: B1", "Spots before: 4", "Spots now: 3", "Spots removed: A1"]);
    expect(told({ retired: 0, retired_labels: [] })).toEqual([]);
  });

  test("that have no name yet are told by their own", () => {
    expect(told({ gate_count: 1200, ends_at: null, reason: "wet_paint" })).toEqual([
      "Gate count: 1,200",
      "End: open",
      "Reason: wet_paint",
    ]);
  });
});

test("entries stand under their day", () => {
  const days = byDay([entry({}), { ...entry({}), at: "2026-11-21T04:00:00Z" }], ({ at }) => at.slice(0, 10));
  expect(days.map(({ day, entries }) => [day, entries.length])).toEqual([
    ["2026-11-22", 1],
    ["2026-11-21", 1],
  ]);
});
