import clsx from "clsx";
import { Check } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { LotSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Preferences } from "../../../ui/Preferences";
import { SkipLink } from "../../../ui/SkipLink";
import { usePageStart } from "../../../ui/usePageStart";
import { isDone, isWithinReach, STEPS } from "./steps";
import type { Step } from "./steps";

interface Props {
  step: Step;
  setup: LotSetup | null;
  children: ReactNode;
}

/** What stands around each step: how far one has come, and the way out, which loses nothing. */
export function Frame({ step, setup, children }: Props) {
  const { t } = useStaffI18n();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  usePageStart(main, path);
  const number = STEPS.indexOf(step) + 1;
  const title = t(`desk.start.${step}.title`);
  const isAllDone = STEPS.every((one) => isDone(one, setup));
  return (
    <>
      <SkipLink main={main} />
      <title>{`${title} · ParkPro`}</title>
      <div className="mx-auto max-w-[64rem] px-4 pt-3 pb-16 lg:px-8 lg:pt-6 print:hidden">
        <header className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
          <img src="/icons/icon.svg" alt="ParkPro" width={32} height={32} className="rounded-[9px]" />
          <p className="line-clamp-2 min-w-0 flex-1 basis-24 leading-tight font-semibold">
            {setup?.name ?? t("desk.start.new")}
          </p>
          <Link
            href={routes.admin(setup?.slug)}
            data-testid="set-up-later"
            className="inline-flex min-h-11 items-center rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
          >
            {t(isAllDone ? "desk.start.toDashboard" : "desk.start.later")}
          </Link>
          <Preferences />
        </header>
        <nav aria-label={t("desk.start.progress")} className="mt-4">
          <p className="num text-m font-medium text-ink-2 sm:hidden">
            {t("desk.start.stepOf", { number, count: STEPS.length })}
          </p>
          <ol className="mt-2 flex gap-1.5 sm:mt-0">
            {STEPS.map((one, at) => (
              <li key={one} className="min-w-0 flex-1">
                <StepLink step={one} number={at + 1} here={one === step} setup={setup} />
              </li>
            ))}
          </ol>
        </nav>
        <main id="main" ref={main} tabIndex={-1} className="mt-5 outline-none focus-visible:outline-none">
          <h1 className="text-2xl font-bold tracking-tight" data-testid="step-title">
            {title}
          </h1>
          <p className="mt-1 mb-5 max-w-[44rem] text-ink-2">
            {t(isAllDone && step === "open" ? "desk.start.open.doneText" : `desk.start.${step}.text`)}
          </p>
          {children}
        </main>
      </div>
    </>
  );
}

interface StepLinkProps {
  step: Step;
  number: number;
  here: boolean;
  setup: LotSetup | null;
}

function StepLink({ step, number, here, setup }: StepLinkProps) {
  const { t } = useStaffI18n();
  const done = isDone(step, setup);
  const name = t(`desk.start.${step}.name`);
  const look = clsx(
    "flex min-h-11 items-center justify-center gap-2 rounded-box px-2 text-m font-semibold sm:justify-start",
    here ? "bg-accent text-accent-ink" : done ? "bg-accent-soft text-accent" : "glass text-ink-2",
  );
  const inside = (
    <>
      <span className="num grid size-6 shrink-0 place-items-center rounded-full border border-current text-s">
        {done ? <Check size={14} aria-hidden /> : number}
      </span>
      <span className="sr-only truncate sm:not-sr-only sm:truncate">{name}</span>
      {done ? <span className="sr-only">{t("desk.start.done")}</span> : null}
    </>
  );
  if (!setup || !isWithinReach(step, setup))
    return (
      <span className={look} aria-current={here ? "step" : undefined}>
        {inside}
      </span>
    );
  return (
    <Link
      href={routes.setUp(setup.slug, step)}
      aria-current={here ? "step" : undefined}
      data-testid={`step-${step}`}
      className={look}
    >
      {inside}
    </Link>
  );
}
