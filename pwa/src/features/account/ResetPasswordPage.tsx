import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useResetPassword } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useToast } from "../../ui/toast";
import { AuthCard, textOf } from "./AuthCard";
import { PasswordField } from "./PasswordField";
import { clearToken, tokenInAddress } from "./tokenInAddress";

export default function ResetPasswordPage() {
  const { t } = useI18n();
  const reset = useResetPassword();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [token] = useState(tokenInAddress);
  useEffect(clearToken, []);
  return (
    <AuthCard
      title={t("reset.title")}
      text={t("reset.text")}
      error={reset.error}
      onSubmit={(form) => {
        if (!token) return;
        reset.mutate(
          { token, password: textOf(form, "password") },
          {
            onSuccess: () => {
              toast.show(t("reset.done"));
              navigate(routes.signIn(), { replace: true });
            },
          },
        );
      }}
    >
      {(errorOf) =>
        token === null ? (
          <>
            <Notice tone="bad" title={t("token.missing")}>
              {t("token.missingText")}
            </Notice>
            <ButtonLink tone="quiet" href={routes.forgotPassword}>
              {t("forgot.title")}
            </ButtonLink>
          </>
        ) : (
          <>
            <PasswordField fresh error={errorOf("password")} />
            <Button type="submit" busy={reset.isPending}>
              {t("reset.submit")}
            </Button>
          </>
        )
      }
    </AuthCard>
  );
}
