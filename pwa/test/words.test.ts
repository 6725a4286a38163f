import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";
import { looseWords } from "../eslint.words.js";
import { createTranslate } from "../src/i18n/translate";
import { en } from "../src/i18n/messages/en";
import { en as staffEn } from "../src/i18n/admin/messages/en";
import { ms } from "../src/i18n/messages/ms";
import type { Dictionary } from "../src/i18n/types";

function complaints(component: string): number {
  return new Linter().verify(
    component,
    [
      {
        files: ["**/*.tsx"],
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { ecmaFeatures: { jsx: true } },
        },
        rules: { "no-restricted-syntax": ["error", ...looseWords] },
      },
    ],
    "component.tsx",
  ).length;
}

describe("words in a component", () => {
  test.each([
    "<p>Pay now</p>",
    "<p>\n  Bayar\n</p>",
    '<p>{"Pay now"}</p>',
    '<button aria-label="Close" />',
    '<Field placeholder="Your name" />',
    "<p>支付</p>",
  ])("%s is refused", (component) => {
    expect(complaints(component)).toBe(1);
  });

  test.each([
    '<p>{t("pay.now")}</p>',
    "<p>ParkPro</p>",
    "<p> · {price}</p>",
    '<img alt="" className="some words of style" />',
  ])("%s is fine", (component) => {
    expect(complaints(component)).toBe(0);
  });
});

describe("a dictionary that does not fit does not compile", () => {
  test("a missing message, one too many, a plural that became plain, a hole nobody fills", () => {
    const { "nav.park": missing, ...rest } = ms;
    // @ts-expect-error a message is missing
    const lacking: Dictionary = rest;
    // @ts-expect-error nobody asked for this one
    const extra: Dictionary = { ...ms, "nav.moon": "Bulan" };
    // @ts-expect-error it has a form for each count
    const plain: Dictionary = { ...ms, "time.hours": "{count} jam" };
    const t = createTranslate(en, "en-MY");
    // @ts-expect-error the label is missing
    t("spot.heading");
    // @ts-expect-error the label is spelt differently
    t("spot.heading", { name: "A5" });
    expect([missing, lacking, extra, plain]).toHaveLength(4);
  });
});

test("every message is used somewhere", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^i18n\/.*messages/.test(file))
    .map((file) => readFileSync(join("src", file), "utf8"))
    .join("\n");
  // t(`booking.title.${stage}`) uses all that begin so.
  const families = [...sources.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/g)].map(([, family]) => family ?? "");

  const unused = Object.keys({ ...en, ...staffEn }).filter(
    (key) => !sources.includes(`"${key}"`) && !families.some((family) => key.startsWith(family)),
  );

  expect(unused).toEqual([]);
});
