import { useI18n } from "../../i18n/context";
import { Field } from "../../ui/Field";

interface Props {
  /** A new account's address rather than the name of one that is there. */
  fresh?: boolean;
  error: string | null;
}

export function EmailField({ fresh = false, error }: Props) {
  const { t } = useI18n();
  return (
    <Field
      label={t("email.label")}
      name="email"
      type="email"
      autoComplete={fresh ? "email" : "username"}
      required
      error={error}
    />
  );
}
