import { useForgotPassword } from "../../api/account";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { AuthCard, textOf } from "./AuthCard";
import { EmailField } from "./EmailField";
import { TextLink } from "./TextLink";

export default function ForgotPasswordPage() {
  const { t } = useI18n();
  const forgot = useForgotPassword();
  return (
    <AuthCard
      title={t("forgot.title")}
      text={t("forgot.text")}
      error={forgot.error}
      onSubmit={(form) => forgot.mutate(textOf(form, "email"))}
      footer={<TextLink href={routes.signIn()}>{t("forgot.back")}</TextLink>}
    >
      {(errorOf) =>
        forgot.isSuccess ? (
          <Notice tone="good" title={t("forgot.sent")}>
            {t("forgot.sentText")}
          </Notice>
        ) : (
          <>
            <EmailField error={errorOf("email")} />
            <Button type="submit" busy={forgot.isPending}>
              {t("forgot.submit")}
            </Button>
          </>
        )
      }
    </AuthCard>
  );
}
