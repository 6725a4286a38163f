import { Link, useLocation, useSearchParams } from "wouter";
import { useSignIn } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes, safeNext } from "../../routes";
import { Button } from "../../ui/Button";
import { AuthCard, textOf } from "./AuthCard";
import { EmailField } from "./EmailField";
import { PasswordField } from "./PasswordField";
import { TextLink } from "./TextLink";

export default function SignInPage() {
  const { t } = useI18n();
  const signIn = useSignIn();
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const next = query.get("next");
  return (
    <AuthCard
      title={t("account.signIn")}
      text={t("signIn.text")}
      error={signIn.error}
      onSubmit={(form) =>
        signIn.mutate(
          { email: textOf(form, "email"), password: textOf(form, "password") },
          { onSuccess: () => navigate(safeNext(next), { replace: true }) },
        )
      }
      footer={
        <p>
          {t("signIn.noAccount")}{" "}
          <TextLink href={routes.signUp(next ?? undefined)}>{t("account.signUp")}</TextLink>
        </p>
      }
    >
      {(errorOf) => (
        <>
          <EmailField error={errorOf("email")} />
          <PasswordField error={errorOf("password")} />
          <Link
            href={routes.forgotPassword}
            className="-my-3 inline-flex min-h-11 items-center justify-self-start text-m font-semibold text-accent"
          >
            {t("signIn.forgot")}
          </Link>
          <Button type="submit" busy={signIn.isPending} data-testid="sign-in">
            {t("account.signIn")}
          </Button>
        </>
      )}
    </AuthCard>
  );
}
