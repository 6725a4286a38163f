import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { speak } from "../api/client";
import { serverNow } from "../api/clock";
import { write } from "../lib/storage";
import { I18nContext } from "./context";
import { createFormat } from "./format";
import { languages } from "./languages";
import type { Language } from "./languages";
import { createTranslate } from "./translate";
import type { Dictionary } from "./types";

interface Props {
  language: Language;
  dictionary: Dictionary;
  children: ReactNode;
}

/** Gives the app its words. Choosing another language fetches its dictionary and asks the server again in it. */
export function I18nProvider({ language: first, dictionary: firstWords, children }: Props) {
  const cache = useQueryClient();
  const [spoken, setSpoken] = useState({ language: first, dictionary: firstWords });

  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);

  const setLanguage = useCallback(
    async (language: Language) => {
      const dictionary = await languages[language].load();
      speak(language);
      write("local", "language", language);
      setSpoken({ language, dictionary });
      await cache.invalidateQueries();
    },
    [cache],
  );

  const value = useMemo(() => {
    const { locale } = languages[spoken.language];
    const t = createTranslate(spoken.dictionary, locale);
    return {
      language: spoken.language,
      t,
      format: createFormat(locale, t, () => new Date(serverNow())),
      setLanguage,
    };
  }, [spoken, setLanguage]);

  return <I18nContext value={value}>{children}</I18nContext>;
}
