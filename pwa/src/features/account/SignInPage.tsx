import { useEffect } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { outsideSignIn, useArrivalFromOutside, useSignIn } from "../../api/account";
import { useAppInfo } from "../../api/lots";
import { useI18n } from "../../i18n/context";
import { routes, safeNext } from "../../routes";
import { Button, ButtonAnchor } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";
import { AuthCard, textOf } from "./AuthCard";
import { EmailField } from "./EmailField";
import { PasswordField } from "./PasswordField";
import { TextLink } from "./TextLink";

/** What can go wrong on the way over the outside provider, by the server's codes. */
const PROBLEMS = {
  outside_account_to_prove: "outside.prove",
  outside_email_not_verified: "outside.unverified",
  outside_provider_silent: "outside.silent",
  outside_sign_in_denied: "outside.denied",
} as const;

export default function SignInPage() {
  const [query] = useSearchParams();
  return query.get("back") === "outside" ? <BackFromOutside next={query.get("next")} /> : <SignInForm />;
}

/** The provider said who it is, and the server believed it: the app is told, and goes on. */
function BackFromOutside({ next }: { next: string | null }) {
  const { t } = useI18n();
  const { mutate, error } = useArrivalFromOutside();
  const troubleText = useTroubleText();
  const [, navigate] = useLocation();
  useEffect(() => {
    mutate(undefined, { onSuccess: () => navigate(safeNext(next), { replace: true }) });
  }, [mutate, navigate, next]);
  return (
    <div className="mx-auto max-w-[27rem] px-4 pt-6 lg:pt-14">
      <title>{`${t("account.signIn")} · ParkPro`}</title>
      <div className="glass grid gap-4 rounded-card p-6 sm:p-8">
        <h1 className="text-2xl font-bold">{t("account.signIn")}</h1>
        {error ? (
          <Notice tone="bad" urgent>
            {troubleText(error)}
          </Notice>
        ) : (
          <p role="status" className="text-ink-2">
            {t("outside.back")}
          </p>
        )}
      </div>
    </div>
  );
}

function SignInForm() {
  const { t } = useI18n();
  const signIn = useSignIn();
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const next = query.get("next");
  const provider = useAppInfo().data?.outsideSignIn;
  const problem = query.get("problem");
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
          {problem ? (
            <Notice
              tone={problem === "outside_account_to_prove" ? "info" : "bad"}
              urgent
              testId="outside-problem"
            >
              {t(isKnown(problem) ? PROBLEMS[problem] : "outside.failed")}
            </Notice>
          ) : null}
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
          {provider ? (
            <ButtonAnchor tone="quiet" href={outsideSignIn(next)} data-testid="sign-in-outside">
              {t("outside.signIn", { provider })}
            </ButtonAnchor>
          ) : null}
        </>
      )}
    </AuthCard>
  );
}

function isKnown(code: string): code is keyof typeof PROBLEMS {
  return Object.hasOwn(PROBLEMS, code);
}
