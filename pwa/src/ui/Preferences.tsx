import { Languages, Moon, Sun, SunMoon } from "lucide-react";
import { useState } from "react";
import { useChangeMe, useMe } from "../api/account";
import { useI18n } from "../i18n/context";
import { languages } from "../i18n/languages";
import type { Language } from "../i18n/languages";
import { setTheme, useTheme } from "../theme/theme";
import type { Theme } from "../theme/theme";
import { RoundButton } from "./Button";
import { Dialog } from "./Dialog";
import { Segmented } from "./Segmented";

const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** Light or dark, and which language: near at hand on every page. */
export function Preferences() {
  const { t } = useI18n();
  const theme = useTheme();
  const [open, setOpen] = useState(false);
  const Icon = theme === "light" ? Sun : theme === "dark" ? Moon : SunMoon;
  return (
    <>
      <RoundButton label={t("preferences.title")} onClick={() => setOpen(true)} data-testid="preferences">
        <Icon size={19} aria-hidden />
      </RoundButton>
      {open ? (
        <Dialog title={t("preferences.title")} onClose={() => setOpen(false)}>
          <PreferenceFields />
        </Dialog>
      ) : null}
    </>
  );
}

export function PreferenceFields() {
  const { t, language } = useI18n();
  const theme = useTheme();
  const changeLanguage = useChangeLanguage();
  return (
    <div className="grid gap-5">
      <div>
        <p className="mb-2 flex items-center gap-2 text-m font-medium text-ink-2">
          <SunMoon size={17} aria-hidden /> {t("preferences.theme")}
        </p>
        <Segmented
          label={t("preferences.theme")}
          value={theme}
          onChange={setTheme}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      </div>
      <div>
        <p className="mb-2 flex items-center gap-2 text-m font-medium text-ink-2">
          <Languages size={17} aria-hidden /> {t("preferences.language")}
        </p>
        <Segmented
          label={t("preferences.language")}
          value={language}
          onChange={changeLanguage}
          options={(Object.keys(languages) as Language[]).map((value) => ({
            value,
            label: languages[value].name,
          }))}
        />
      </div>
    </div>
  );
}

/** Changes the app's language, and the one the server writes to the driver in. */
function useChangeLanguage() {
  const { setLanguage } = useI18n();
  const me = useMe().data;
  const changeMe = useChangeMe();
  return (language: Language) => {
    void setLanguage(language);
    if (me) changeMe.mutate({ language });
  };
}
