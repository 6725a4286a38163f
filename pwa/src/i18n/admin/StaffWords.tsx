import { use, useMemo } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../context";
import { createStaffTranslate, staffWords, StaffWordsContext } from "./words";

/** Gives the dashboard its words, in the language of the app; suspends until they have come. */
export function StaffWords({ children }: { children: ReactNode }) {
  const { language, t } = useI18n();
  const dictionary = use(staffWords(language));
  const value = useMemo(() => createStaffTranslate(dictionary, language, t), [dictionary, language, t]);
  return <StaffWordsContext value={value}>{children}</StaffWordsContext>;
}
