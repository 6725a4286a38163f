import { Moon, Sun, SunMoon } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../i18n/context";
import { useTheme } from "../theme/theme";
import { RoundButton } from "./Button";
import { PreferencesDialog } from "./PreferenceFields";

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
      {open ? <PreferencesDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
