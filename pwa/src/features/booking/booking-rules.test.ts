import { describe, expect, test } from "vitest";
import { createFormat } from "../../i18n/format";
import { en } from "../../i18n/messages/en";
import { createTranslate } from "../../i18n/translate";
import { countdown } from "../payment/countdown";
import { keyFor, settle } from "./attempt";
import { isLive, stageOf } from "./lifecycle";
import { refundSentence, refundState } from "./refunds";

const request = { spaceId: 4, startsAt: "2026-11-23T01:00:00Z", endsAt: "2026-11-23T03:00:00Z" };

describe("the idempotency key", () => {
  test("stays the same while the answer to a request is not known", () => {
    expect(keyFor(request)).toBe(keyFor({ ...request }));
  });

  test("is another one for a changed request, and after an answer", () => {
    const first = keyFor(request);
    expect(keyFor({ ...request, plateNumber: "WXY 1234" })).not.toBe(first);
    const second = keyFor(request);
    settle();
    expect(keyFor(request)).not.toBe(second);
  });
});

describe("the stage of a booking", () => {
  const payment = (status: "created" | "pending" | "captured" | "failed") => ({ status });

  test("is pending while the gateway has the payment, and not before", () => {
    expect(stageOf({ status: "held", payment: null })).toBe("held");
    expect(stageOf({ status: "held", payment: payment("created") })).toBe("held");
    expect(stageOf({ status: "held", payment: payment("pending") })).toBe("pending");
    expect(stageOf({ status: "held", payment: payment("captured") })).toBe("pending");
    expect(stageOf({ status: "held", payment: payment("failed") })).toBe("held");
    expect(stageOf({ status: "confirmed", payment: payment("captured") })).toBe("confirmed");
  });

  test("an ended booking is followed only while its refund moves", () => {
    const refund = { amountSen: 1, channel: "gateway", message: "" } as const;
    expect(isLive({ status: "cancelled", refund: null })).toBe(false);
    expect(isLive({ status: "cancelled", refund: { ...refund, status: "submitted" } })).toBe(true);
    expect(isLive({ status: "cancelled", refund: { ...refund, status: "succeeded" } })).toBe(false);
  });
});

test("money counts as refunded only when the refund is done", () => {
  const refund = { amountSen: 1, channel: "gateway", message: "" } as const;
  const word = (status: "requested" | "submitted" | "succeeded" | "failed") =>
    en[refundState({ ...refund, status })];
  expect(word("requested")).toBe("Refund on its way");
  expect(word("submitted")).toBe("Refund on its way");
  expect(word("succeeded")).toBe("Refunded");
  expect(word("failed")).toBe("Refund not done yet");
});

test("the countdown never shows less than nothing", () => {
  expect(countdown(600_000, 2_000).text).toBe("9:58");
  expect(countdown(61_000, 0).text).toBe("1:01");
  expect(countdown(3_905_000, 0).text).toBe("1:05:05");
  expect(countdown(0, 5_000)).toEqual({ totalSeconds: 0, text: "0:00" });
});

describe("the refund sentence", () => {
  const t = createTranslate(en, "en-MY");
  const now = Date.parse("2026-11-22T04:00:00Z");
  const format = createFormat("en-MY", t, () => new Date(now));
  const sentence = (refunds: { until: string; percent: number }[]) =>
    refundSentence(refunds, "Asia/Kuala_Lumpur", t, format, now);

  test("tells both steps, the generous one first", () => {
    expect(
      sentence([
        { until: "2026-11-23T03:00:00Z", percent: 50 },
        { until: "2026-11-22T05:00:00Z", percent: 100 },
      ]),
    ).toBe("Full refund until 13:00. Then 50 % until tomorrow 11:00.");
  });

  test("leaves out steps that are over, and says so when none is left", () => {
    expect(sentence([{ until: "2026-11-22T05:00:00Z", percent: 50 }])).toBe("50 % refund until 13:00.");
    expect(sentence([{ until: "2026-11-22T03:00:00Z", percent: 100 }])).toBe("No refund, as it starts soon.");
  });
});
