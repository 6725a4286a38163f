import { describe, expect, test } from "vitest";
import { createFormat } from "./format";
import { en as staffEn } from "./admin/messages/en";
import { ms as staffMs } from "./admin/messages/ms";
import type { StaffDictionary } from "./admin/words";
import { preferredLanguage } from "./languages";
import { en } from "./messages/en";
import { ms } from "./messages/ms";
import { createTranslate } from "./translate";
import type { Dictionary, PluralForms } from "./types";

const t = createTranslate(en, "en-MY");
const now = () => new Date("2026-11-22T04:00:00Z"); // noon in Kuala Lumpur
const format = createFormat("en-MY", t, now);
const KL = "Asia/Kuala_Lumpur";

describe("the dictionaries", () => {
  const english: Dictionary & StaffDictionary = { ...en, ...staffEn };
  const malay: Dictionary & StaffDictionary = { ...ms, ...staffMs };

  function holes(message: string | PluralForms): string[] {
    const forms = typeof message === "string" ? [message] : Object.values(message);
    return [...new Set(forms.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
  }

  test.each(Object.keys(english) as (keyof typeof english)[])(
    "%s asks for the same values in both",
    (key) => {
      expect(holes(malay[key])).toEqual(holes(english[key]));
    },
  );

  test("staff's words take none that every page uses", () => {
    expect(Object.keys(staffEn).filter((key) => Object.hasOwn(en, key))).toEqual([]);
  });

  test("a count chooses the form its language needs", () => {
    expect(t("time.hours", { count: 1 })).toBe("1 hour");
    expect(t("time.hours", { count: 3 })).toBe("3 hours");
    expect(createTranslate(ms, "ms-MY")("time.hours", { count: 1 })).toBe("1 jam");
  });

  test("the chosen language wins over the browser's, and Indonesian readers get Malay", () => {
    expect(preferredLanguage("ms", ["en-GB"])).toBe("ms");
    expect(preferredLanguage("xx", ["fr", "ms-MY"])).toBe("ms");
    expect(preferredLanguage(null, ["id-ID"])).toBe("ms");
    expect(preferredLanguage(null, ["fr"])).toBe("en");
  });
});

describe("formats", () => {
  test.each([
    [1908, "RM\u00a019.08"],
    [5, "RM\u00a00.05"],
    [123456789, "RM\u00a01,234,567.89"],
    [-180, "\u2212RM\u00a01.80"],
  ])("%i sen is %s", (sen, text) => {
    expect(format.money(sen, "MYR")).toBe(text);
  });

  test("a period within a day names the day once", () => {
    expect(format.period("2026-11-22T06:00:00Z", "2026-11-22T09:00:00Z", KL)).toBe("Today 14:00 – 17:00");
  });

  test("a period over midnight names both days", () => {
    expect(format.period("2026-11-22T14:00:00Z", "2026-11-22T18:00:00Z", KL)).toBe(
      "Today 22:00 – Tomorrow 02:00",
    );
    expect(format.period("2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z", KL)).toMatch(
      /^Tue 24 Nov 22:00 – Wed 25 Nov 00:00$/,
    );
  });

  test("lengths and distances are said the way people say them", () => {
    expect(format.duration(90)).toBe("1 hour 30 minutes");
    expect(format.duration(1440 + 120)).toBe("1 day 2 hours");
    expect(format.distance(42)).toBe("40 m");
    expect(format.distance(1234)).toBe("1.2 km");
    expect(format.weekday(0)).toBe("Mon");
  });
});
