import { Link } from "wouter";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Field } from "../../ui/Field";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  naming: boolean;
  emailError: string | null | undefined;
  onChange: (change: Partial<Draft>) => void;
}

/** Where the receipt of somebody without an account goes, and their name if they like. */
export function GuestFields({ draft, naming, emailError, onChange }: Props) {
  const { t } = useI18n();
  return (
    <>
      <Field
        className="flex-[1_1_100%]"
        label={t("email.label")}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        placeholder={t("email.placeholder")}
        value={draft.email}
        error={emailError}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      {naming ? (
        <Field
          className="flex-[1_1_100%]"
          label={t("name.label")}
          name="name"
          autoComplete="name"
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      ) : null}
    </>
  );
}

/** Signing in leads back to the very spot and price. */
export function SignInHere({ className }: { className: string }) {
  const { t } = useI18n();
  return (
    <Link
      href={routes.signIn(`${window.location.pathname}${window.location.search}`)}
      className={`inline-flex min-h-11 items-center rounded-box font-semibold ${className}`}
      data-testid="sign-in-here"
    >
      {t("account.signIn")}
    </Link>
  );
}
