import { describe, expect, test } from "vitest";
import { en } from "../../../i18n/admin/messages/en";
import { ms } from "../../../i18n/admin/messages/ms";
import { createStaffTranslate } from "../../../i18n/admin/words";
import { createFormat } from "../../../i18n/format";
import { en as everywhere } from "../../../i18n/messages/en";
import { ms as everywhereMs } from "../../../i18n/messages/ms";
import { createTranslate } from "../../../i18n/translate";
import { settingName, tellSetting } from "./tellSetting";

function telling(language: "en" | "ms") {
  const locale = language === "en" ? "en-MY" : "ms-MY";
  const base = createTranslate(language === "en" ? everywhere : everywhereMs, locale);
  const t = createStaffTranslate(language === "en" ? en : ms, language, base);
  return { t, format: createFormat(locale, base, () => new Date()), currency: "MYR" };
}

const hours = [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "22:00" }));

describe("a setting in words", () => {
  test.each([
    ["openingHours", hours, "Mon – Fri: 08:00 – 22:00; Sat – Sun: Closed"],
    [
      "specialDays",
      [{ date: "2027-02-06" }, { date: "2027-02-07", opens: "10:00", closes: "16:00" }],
      "Sat 6 Feb 2027: Closed; Sun 7 Feb 2027: 10:00 – 16:00",
    ],
    ["specialDays", null, "none"],
    ["houseRules", { en: "Engines off.", ms: "" }, "English: Engines off."],
    ["overstayDayCapSen", null, "none"],
    ["refundApprovalSen", 5000, "RM\u00a050.00"],
    ["holdSeconds", 600, "10 minutes"],
    ["maxAdvanceDays", 60, "60 days"],
    ["isListed", false, "no"],
    ["taxBasisPoints", 650, "6.5 %"],
    ["phone", "", "none"],
    ["gateCount", 3, "3"],
  ])("%s", (name, value, words) => {
    expect(tellSetting(name, value, telling("en"))).toBe(words);
  });

  test("is said in Malay as well", () => {
    expect(tellSetting("openingHours", hours, telling("ms"))).toBe(
      "Isn – Jum: 08:00 – 22:00; Sab – Ahd: Tutup",
    );
    expect(settingName("holdSeconds", telling("ms").t)).toBe("Masa untuk membayar");
    expect(settingName("gateCount", telling("en").t)).toBeNull();
  });
});
