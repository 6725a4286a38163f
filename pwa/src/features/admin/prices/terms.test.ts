import { describe, expect, test } from "vitest";
import { readPromo } from "./promo";
import type { PromoDraft } from "./promo";
import { basisPointsOf, lateDraft, percentText, readLate, readSteps, stepDrafts } from "./terms";

const steps = (...pairs: [string, string][]) =>
  pairs.map(([hours, percent], key) => ({ key, hours, percent }));

describe("the refund policy", () => {
  test("is read with the earliest first", () => {
    expect(readSteps(steps(["2", "50"], ["24", "100"])).policy).toEqual([
      { hoursBefore: 24, refundPercent: 100 },
      { hoursBefore: 2, refundPercent: 50 },
    ]);
  });

  test.each([
    [steps(["", "50"]), "hours"],
    [steps(["2", "101"]), "percent"],
    [steps(["2", "50"], ["2", "60"]), "twice"],
    [steps(["24", "50"], ["2", "100"]), "falls"],
  ])("%j has a fault: %s", (drafts, fault) => {
    expect([...(readSteps(drafts).faults?.values() ?? [])]).toEqual([fault]);
  });

  test("comes back as it was written", () => {
    const policy = [{ hoursBefore: 24, refundPercent: 100 }];
    expect(readSteps(stepDrafts(policy)).policy).toEqual(policy);
  });
});

describe("staying too long and not coming", () => {
  const terms = { overstayHourSen: 600, overstayDayCapSen: null, noShowMinutes: 60 };
  test("comes back as it was written", () => {
    expect(readLate(lateDraft(terms)).terms).toEqual(terms);
  });
  test.each([
    [{ hour: "x" }, { hour: "amount" }],
    [{ dayCap: "5" }, { dayCap: "capBelowHour" }],
    [{ noShow: "0" }, { noShow: "minutes" }],
  ])("%j is refused: %j", (change, faults) => {
    expect(readLate({ ...lateDraft(terms), ...change }).faults).toEqual(faults);
  });
});

test.each([
  ["6", 600],
  ["6.5", 650],
  ["0", 0],
  ["51", null],
  ["six", null],
])("a tax of %j percent is %j basis points", (text, points) => {
  expect(basisPointsOf(text)).toBe(points);
});

test("basis points are written as percent", () => {
  expect([percentText(600), percentText(650)]).toEqual(["6", "6.5"]);
});

describe("a promo code", () => {
  const draft: PromoDraft = {
    code: "Raya-26",
    kind: "percentage",
    value: "10",
    from: "2026-12-01T00:00",
    until: "2026-12-31T00:00",
    total: "",
    perDriver: "2",
  };
  test("is read", () => {
    expect(readPromo(draft, "UTC").body).toEqual({
      code: "Raya-26",
      kind: "percentage",
      value: 10,
      validFrom: "2026-12-01T00:00:00.000Z",
      validUntil: "2026-12-31T00:00:00.000Z",
      totalLimit: null,
      perDriverLimit: 2,
    });
    expect(readPromo({ ...draft, kind: "fixed", value: "5.50" }, "UTC").body?.value).toBe(550);
  });
  test.each<[Partial<PromoDraft>, Record<string, string>]>([
    [{ code: "a b" }, { code: "code" }],
    [{ value: "101" }, { value: "percent" }],
    [{ kind: "fixed", value: "0" }, { value: "amount" }],
    [{ until: "2026-11-30T00:00" }, { until: "reversed" }],
    [{ from: "" }, { from: "missing" }],
    [{ total: "0" }, { total: "count" }],
  ])("%j is refused: %j", (change, faults) => {
    expect(readPromo({ ...draft, ...change }, "UTC").faults).toEqual(faults);
  });
});
