import { Check, KeyRound } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Redirect, useSearch } from "wouter";
import { useMe } from "../../api/account";
import { questionIn, useAnswerApp, useQuestion, whereToTell } from "../../api/programs";
import type { Scope } from "../../api/programs";
import { useI18n } from "../../i18n/context";
import { leaveFor } from "../../lib/leave";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble, useTroubleText } from "../../ui/Trouble";

/** An app brought the person here: may it act for them? */
export default function ConsentPage() {
  const { t } = useI18n();
  const search = useSearch();
  const query = useMemo(() => questionIn(new URLSearchParams(search)), [search]);
  const me = useMe();
  const question = useQuestion(query, Boolean(me.data));
  const answer = useAnswerApp(query);
  const away = answer.data?.redirectTo ?? whereToTell(question.error);
  useEffect(() => {
    if (away) leaveFor(away);
  }, [away]);

  if (me.data === null) return <Redirect to={routes.signIn(`${routes.consent}?${search}`)} replace />;
  const error = me.error ?? question.error;
  return (
    <div className="mx-auto max-w-[27rem] px-4 pt-6 lg:pt-14">
      <title>{`${t("consent.title", { name: question.data?.name ?? "" })} · ParkPro`}</title>
      <div className="glass rounded-card p-6 sm:p-8">
        {away ? (
          <p role="status" className="text-ink-2">
            {t("consent.wait")}
          </p>
        ) : question.data && me.data ? (
          <Question
            name={question.data.name}
            scopes={question.data.scopes}
            host={question.data.returnsTo}
            email={me.data.email}
            answer={answer}
          />
        ) : error ? (
          <Trouble error={error} title={t("consent.refused")} isPage />
        ) : (
          <div className="grid gap-4">
            <Skeleton className="h-9" />
            <Skeleton className="h-28" />
            <Skeleton className="h-14" />
          </div>
        )}
      </div>
    </div>
  );
}

interface QuestionProps {
  name: string;
  scopes: readonly Scope[];
  host: string;
  email: string;
  answer: ReturnType<typeof useAnswerApp>;
}

function Question({ name, scopes, host, email, answer }: QuestionProps) {
  const { t } = useI18n();
  const troubleText = useTroubleText();
  return (
    <>
      <span className="mb-4 grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <KeyRound size={26} aria-hidden />
      </span>
      <h1 className="text-2xl font-bold [overflow-wrap:anywhere]">{t("consent.title", { name })}</h1>
      <p className="mt-1.5 [overflow-wrap:anywhere] text-ink-2">{t("consent.text", { name, email })}</p>
      <ul className="mt-4 grid gap-2.5" data-testid="consent-scopes">
        {scopes.map((scope) => (
          <li key={scope} className="flex gap-2.5">
            <Check size={19} aria-hidden className="mt-0.5 shrink-0 text-accent" />
            <ScopeWords scope={scope} />
          </li>
        ))}
      </ul>
      <p className="mt-4 text-s [overflow-wrap:anywhere] text-ink-2">{t("consent.back", { name, host })}</p>
      {answer.error ? (
        <Notice tone="bad" urgent className="mt-4">
          {troubleText(answer.error)}
        </Notice>
      ) : null}
      <div className="mt-5 grid gap-2">
        <Button
          busy={answer.isPending && answer.variables}
          disabled={answer.isPending}
          data-testid="consent-allow"
          onClick={() => answer.mutate(true)}
        >
          {t("consent.allow")}
        </Button>
        <Button
          tone="quiet"
          busy={answer.isPending && !answer.variables}
          disabled={answer.isPending}
          data-testid="consent-deny"
          onClick={() => answer.mutate(false)}
        >
          {t("consent.deny")}
        </Button>
      </div>
    </>
  );
}

/** What a scope comes to, in words; apps are given no others. */
export function ScopeWords({ scope }: { scope: Scope }) {
  const { t } = useI18n();
  switch (scope) {
    case "profile:read":
    case "bookings:read":
    case "bookings:write":
      return <span>{t(`consent.scope.${scope}`)}</span>;
    default:
      return <span>{scope}</span>;
  }
}
