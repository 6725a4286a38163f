import { CloudOff, RotateCw, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/problem";
import { useI18n } from "../i18n/context";
import { Button } from "./Button";

/** What went wrong, in one sentence: the server's own when it spoke. */
export function useTroubleText(): (error: unknown) => string {
  const { t } = useI18n();
  return (error) => {
    if (error instanceof ApiProblem) return error.detail || t("trouble.server");
    return t("trouble.noConnection");
  };
}

interface Props {
  error: unknown;
  onRetry?: () => void;
  title?: string;
  /** It takes the place of the whole page, so its title is the page's. */
  isPage?: boolean;
  children?: ReactNode;
}

/** Takes the place of what could not be fetched, and offers to try again. */
export function Trouble({ error, onRetry, title, isPage = false, children }: Props) {
  const { t } = useI18n();
  const text = useTroubleText()(error);
  const missing = error instanceof ApiProblem && error.status === 404;
  const Heading = isPage ? "h1" : "h2";
  const Icon = missing ? SearchX : CloudOff;
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center gap-3 px-6 py-12 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon size={26} aria-hidden />
      </span>
      <Heading className="text-l font-semibold">
        {title ??
          (missing
            ? t("trouble.notFound")
            : error instanceof ApiProblem
              ? t("trouble.title")
              : t("trouble.offline"))}
      </Heading>
      <p className="text-ink-2">{text}</p>
      {error instanceof ApiProblem && error.requestId && error.status >= 500 ? (
        <p className="text-xs text-ink-3">{t("trouble.requestId", { id: error.requestId })}</p>
      ) : null}
      {onRetry && !missing ? (
        <Button tone="quiet" icon={<RotateCw size={17} aria-hidden />} onClick={onRetry}>
          {t("action.retry")}
        </Button>
      ) : null}
      {children}
    </div>
  );
}
