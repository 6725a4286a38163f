import type { Dictionary } from "./types";

/** Every language of the app. A new one is a dictionary and a line here. */
export const languages = {
  en: {
    name: "English",
    locale: "en-MY",
    load: () => import("./messages/en").then((it) => it.en as Dictionary),
  },
  ms: { name: "Bahasa Melayu", locale: "ms-MY", load: () => import("./messages/ms").then((it) => it.ms) },
} as const;

export type Language = keyof typeof languages;

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

/** The chosen language, else the first of the browser's that we speak, else English. */
export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  for (const tag of browser) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "id") return "ms";
    if (isLanguage(base)) return base;
  }
  return "en";
}
