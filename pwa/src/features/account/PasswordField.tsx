import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../../i18n/context";
import { Field } from "../../ui/Field";

const LEAST_LENGTH = 10;

interface Props {
  /** A password being chosen rather than given. */
  fresh?: boolean;
  error?: string | null | undefined;
}

export function PasswordField({ fresh = false, error }: Props) {
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={t(fresh ? "password.new" : "password.label")}
      name="password"
      type={shown ? "text" : "password"}
      autoComplete={fresh ? "new-password" : "current-password"}
      required
      minLength={fresh ? LEAST_LENGTH : undefined}
      error={error}
      hint={fresh ? t("password.hint", { count: LEAST_LENGTH }) : undefined}
      trailing={
        <button
          type="button"
          aria-label={t(shown ? "password.hide" : "password.show")}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="grid size-11 shrink-0 place-items-center rounded-box text-ink-2"
        >
          <Icon size={18} aria-hidden />
        </button>
      }
    />
  );
}
