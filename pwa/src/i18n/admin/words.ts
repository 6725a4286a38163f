/** The words of the dashboard, beside those of every page. */
import { createContext, use } from "react";
import { useI18n } from "../context";
import type { I18n } from "../context";
import { languages } from "../languages";
import type { Language } from "../languages";
import { createTranslate } from "../translate";
import type { Catalogue, DictionaryOf, PlainKeyOf, Translate, TranslateOf } from "../types";
import type { en } from "./messages/en";

export type StaffCatalogue = typeof en;
export type StaffDictionary = DictionaryOf<StaffCatalogue>;
export type StaffTranslate = TranslateOf<Catalogue & StaffCatalogue>;
export type PlainStaffKey = PlainKeyOf<StaffCatalogue>;

const LOADERS: Record<Language, () => Promise<StaffDictionary>> = {
  en: () => import("./messages/en").then((it) => it.en),
  ms: () => import("./messages/ms").then((it) => it.ms),
};
const coming = new Map<Language, Promise<StaffDictionary>>();

/** The dictionary of a language; asked for anew when it could not be fetched. */
export function staffWords(language: Language): Promise<StaffDictionary> {
  let words = coming.get(language);
  if (!words) {
    words = LOADERS[language]();
    coming.set(language, words);
    words.catch(() => coming.delete(language));
  }
  return words;
}

/** Speaks both: what the dashboard says, and what every page says. */
export function createStaffTranslate(
  dictionary: StaffDictionary,
  language: Language,
  everywhere: Translate,
): StaffTranslate {
  const own = createTranslate<StaffCatalogue>(dictionary, languages[language].locale);
  return ((key: string, ...values: never[]) =>
    ((Object.hasOwn(dictionary, key) ? own : everywhere) as Loose)(key, ...values)) as StaffTranslate;
}

type Loose = (key: string, ...values: never[]) => string;

export const StaffWordsContext = createContext<StaffTranslate | null>(null);

/** As `useI18n`, for the dashboard. */
export function useStaffI18n(): Omit<I18n, "t"> & { t: StaffTranslate } {
  const i18n = useI18n();
  const t = use(StaffWordsContext);
  if (!t) throw new Error("useStaffI18n needs StaffWords above it");
  return { ...i18n, t };
}
