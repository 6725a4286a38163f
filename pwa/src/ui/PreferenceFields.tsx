import { Languages, SunMoon } from "lucide-react";
import { useChangeMe, useMe } from "../api/account";
import { useI18n } from "../i18n/context";
import { languages } from "../i18n/languages";
import type { Language } from "../i18n/languages";
import { setTheme, useTheme } from "../theme/theme";
import type { Theme } from "../theme/theme";
import { Dialog } from "./Dialog";
import { Segmented } from "./Segmented";

const THEMES: readonly Theme[] = ["light", "dark", "system"];

export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog title={t("preferences.title")} onClose={onClose}>
      <PreferenceFields />
    </Dialog>
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
