import { useLocation, useSearchParams } from "wouter";
import { useSignUp } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes, safeNext } from "../../routes";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { useToast } from "../../ui/toast";
import { AuthCard, textOf } from "./AuthCard";
import { EmailField } from "./EmailField";
import { PasswordField } from "./PasswordField";
import { TextLink } from "./TextLink";

export default function SignUpPage() {
  const { t, language } = useI18n();
  const signUp = useSignUp();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const next = query.get("next");
  return (
    <AuthCard
      title={t("account.signUp")}
      text={t("signUp.text")}
      error={signUp.error}
      onSubmit={(form) =>
        signUp.mutate(
          {
            name: textOf(form, "name"),
            email: textOf(form, "email"),
            password: textOf(form, "password"),
            language,
          },
          {
            onSuccess: (me) => {
              toast.show(t("signUp.done", { email: me.email }));
              navigate(safeNext(next), { replace: true });
            },
          },
        )
      }
      footer={
        <p>
          {t("signUp.haveAccount")}{" "}
          <TextLink href={routes.signIn(next ?? undefined)}>{t("account.signIn")}</TextLink>
        </p>
      }
    >
      {(errorOf) => (
        <>
          <Field label={t("name.yours")} name="name" autoComplete="name" required error={errorOf("name")} />
          <EmailField fresh error={errorOf("email")} />
          <PasswordField fresh error={errorOf("password")} />
          <Button type="submit" busy={signUp.isPending} data-testid="sign-up">
            {t("signUp.submit")}
          </Button>
        </>
      )}
    </AuthCard>
  );
}
