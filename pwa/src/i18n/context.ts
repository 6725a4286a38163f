import { createContext, use } from "react";
import type { Format } from "./format";
import type { Language } from "./languages";
import type { Translate } from "./types";

export interface I18n {
  language: Language;
  t: Translate;
  format: Format;
  setLanguage: (language: Language) => Promise<void>;
}

export const I18nContext = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const value = use(I18nContext);
  if (!value) throw new Error("useI18n needs an I18nProvider above it");
  return value;
}
