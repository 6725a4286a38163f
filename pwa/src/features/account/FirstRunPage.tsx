import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useFirstRun } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { AuthCard, textOf } from "./AuthCard";
import { EmailField } from "./EmailField";
import { PasswordField } from "./PasswordField";
import { clearToken, tokenInAddress } from "./tokenInAddress";

/** Opens the first owner's account, by the link that the command line printed. */
export default function FirstRunPage() {
  const { t, language } = useI18n();
  const open = useFirstRun();
  const [, navigate] = useLocation();
  const [token] = useState(tokenInAddress);
  useEffect(clearToken, []);
  return (
    <AuthCard
      title={t("firstRun.title")}
      text={t("firstRun.text")}
      error={open.error}
      onSubmit={(form) => {
        if (!token) return;
        open.mutate(
          {
            token,
            name: textOf(form, "name"),
            email: textOf(form, "email"),
            password: textOf(form, "password"),
            language,
          },
          { onSuccess: () => navigate(routes.admin(), { replace: true }) },
        );
      }}
    >
      {(errorOf) =>
        token === null ? (
          <Notice tone="bad" title={t("token.missing")}>
            {t("firstRun.missing")}
          </Notice>
        ) : (
          <>
            <Field label={t("name.yours")} name="name" autoComplete="name" required error={errorOf("name")} />
            <EmailField fresh error={errorOf("email")} />
            <PasswordField fresh error={errorOf("password")} />
            <Button type="submit" busy={open.isPending} data-testid="first-run">
              {t("firstRun.submit")}
            </Button>
          </>
        )
      }
    </AuthCard>
  );
}
