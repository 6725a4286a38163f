import clsx from "clsx";
import { CarFront, ChevronsUpDown, CloudOff, LogOut, Menu } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { WorkLot } from "../../api/admin/types";
import { useOnline } from "../../api/reach";
import { useStaffI18n } from "../../i18n/admin/words";
import { ResidentWhenIdle } from "../../installed/ResidentWhenIdle";
import { routes } from "../../routes";
import { Dialog } from "../../ui/Dialog";
import { PreferenceFields } from "../../ui/PreferenceFields";
import { Preferences } from "../../ui/Preferences";
import { SkipLink } from "../../ui/SkipLink";
import { useEdges } from "../../ui/useEdges";
import { usePageStart } from "../../ui/usePageStart";
import { useLeaving } from "../account/useLeaving";
import { useMoneyToDo } from "./money/useMoneyToDo";
import { sameSectionAt, sectionsFor } from "./sections";
import type { Section } from "./sections";
import type { SectionName } from "./sectionNames";

interface Props {
  lot: WorkLot;
  lots: readonly WorkLot[];
  section: SectionName;
  /** Whether another car park may be made. */
  mayAdd: boolean;
  /** Above every section: something to be finished. */
  notice?: ReactNode;
  children: ReactNode;
}

/** So many sections have a place of their own at the thumb; the others are behind "More". */
const IN_BAR = 4;

/** More than that is told as "more". */
const MOST = 99;

/** What stands around every section: on a desk a column at the side, on a phone a bar below. */
export function AdminShell({ notice, children, ...around }: Props) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  usePageStart(main, path);
  return (
    <>
      <SkipLink main={main} />
      <div className="lg:grid lg:grid-cols-[13.25rem_minmax(0,1fr)] lg:gap-4.5 lg:p-4.5 print:block">
        <SideColumn {...around} />
        <TopBar {...around} />
        <div className="min-w-0">
          <ResidentWhenIdle quiet={false} />
          <OfflineBanner />
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className="px-4 pt-2 pb-28 outline-none focus-visible:outline-none lg:p-0"
          >
            {notice}
            {children}
          </main>
        </div>
      </div>
      <BottomBar {...around} />
    </>
  );
}

type Around = Omit<Props, "children" | "notice">;

function OfflineBanner() {
  const { t } = useStaffI18n();
  if (useOnline()) return null;
  return (
    <p
      role="status"
      className="mx-4 mb-3 flex items-center justify-center gap-2 rounded-box bg-held px-4 py-2 text-s font-medium text-held-ink lg:mx-0"
    >
      <CloudOff size={16} aria-hidden className="shrink-0" /> {t("desk.offline.banner")}
    </p>
  );
}

function SideColumn({ lot, lots, section, mayAdd }: Around) {
  const { t } = useStaffI18n();
  const toDo = useMoneyToDo(lot);
  const menu = useRef<HTMLElement>(null);
  const here = useRef<HTMLAnchorElement>(null);
  useEdges(menu);
  useEffect(() => {
    // Not returned: to scroll is a promise in newer browsers, and an effect returns what undoes it.
    here.current?.scrollIntoView({ block: "nearest" });
  }, [section]);
  return (
    <header className="glass sticky top-4.5 hidden h-[calc(100dvh-2.25rem)] flex-col rounded-card px-3 pt-4 pb-2.5 lg:flex print:!hidden">
      {/* On a low screen the sections need its room. */}
      <p className="mb-3 flex items-center gap-2.5 px-2.5 text-l font-bold tracking-tight [@media(max-height:50rem)]:hidden">
        <img src="/icons/icon.svg" alt="" width={30} height={30} className="rounded-[9px]" />
        ParkPro
      </p>
      <LotSwitch lot={lot} lots={lots} section={section} mayAdd={mayAdd} />
      {/* Rows grow lower before the menu scrolls, but not below what a finger hits where fingers are used. */}
      <nav
        ref={menu}
        aria-label={t("desk.title")}
        className="fades mt-3 flex min-h-0 flex-1 flex-col gap-px overflow-y-auto"
      >
        {sectionsFor(lot).map((one) => (
          <Link
            key={one.name}
            ref={one.name === section ? here : null}
            href={routes.admin(lot.slug, one.name)}
            aria-current={one.name === section ? "page" : undefined}
            data-testid={`section-${one.name}`}
            className={clsx(
              "flex min-h-8.5 flex-[0_1_2.75rem] items-center gap-3 rounded-[14px] px-3 font-semibold transition-colors pointer-coarse:shrink-0",
              one.name === section ? "bg-accent-soft text-accent" : "text-ink-2 hover:text-ink",
            )}
          >
            <one.icon size={19} aria-hidden className="shrink-0" />
            <span className="min-w-0 flex-1 leading-tight">{t(one.title)}</span>
            {one.name === "money" ? <ToDo count={toDo} /> : null}
          </Link>
        ))}
      </nav>
      <div className="mt-2 border-t border-line pt-2">
        <ToDriver className="!min-h-10" />
        <div className="flex items-center gap-2">
          <SignOut className="min-w-0 flex-1" />
          <Preferences />
        </div>
      </div>
    </header>
  );
}

/** Beside an icon of the bar. */
const IN_CORNER = "absolute top-1.5 left-1/2 ml-1.5 !px-1 !py-0";

/** How much waits for somebody, beside where it waits. */
function ToDo({ count, className }: { count: number; className?: string }) {
  const { t, format } = useStaffI18n();
  if (count === 0) return null;
  return (
    <span
      data-testid="money-to-do"
      className={clsx(
        "num grid min-w-6 place-items-center rounded-full bg-taken px-1.5 py-0.5 text-xs font-semibold text-taken-ink",
        className,
      )}
    >
      <span aria-hidden>{count > MOST ? `${format.number(MOST)}+` : format.number(count)}</span>
      <span className="sr-only">{t("desk.money.toDo", { count })}</span>
    </span>
  );
}

const AWAY =
  "flex min-h-11 items-center gap-2.5 rounded-[14px] px-2.5 text-m font-medium text-ink-2 hover:text-ink";

function ToDriver({ className }: { className?: string }) {
  const { t } = useStaffI18n();
  return (
    <Link href={routes.home} className={clsx(AWAY, className)}>
      <CarFront size={17} aria-hidden className="shrink-0" /> {t("desk.toDriver")}
    </Link>
  );
}

/** The next at a shared counter begins where people sign in. */
function SignOut({ className }: { className?: string }) {
  const { t } = useStaffI18n();
  const leaving = useLeaving(routes.signIn(routes.admin()));
  return (
    <button
      type="button"
      disabled={leaving.isPending}
      data-testid="sign-out"
      onClick={() => leaving.mutate()}
      className={clsx(AWAY, className)}
    >
      <LogOut size={17} aria-hidden className="shrink-0" /> {t("desk.signOut")}
    </button>
  );
}

/** What no slug is. */
const ANOTHER = "+";

/** Which car park; a name where there is no choice. */
function LotSwitch({ lot, lots, section, mayAdd }: Around) {
  const { t } = useStaffI18n();
  const [, navigate] = useLocation();
  const id = useId();
  if (lots.length === 1 && !mayAdd)
    return <p className="min-h-11 content-center truncate px-2.5 font-semibold">{lot.name}</p>;
  return (
    <div className="relative min-w-0">
      <label htmlFor={id} className="sr-only">
        {t("desk.lot")}
      </label>
      <select
        id={id}
        value={lot.slug}
        data-testid="lot-switch"
        onChange={(event) => {
          if (event.target.value === ANOTHER) navigate(routes.setUp());
          const next = lots.find((one) => one.slug === event.target.value);
          if (next) navigate(sameSectionAt(next, section));
        }}
        className="min-h-11 w-full cursor-pointer appearance-none truncate rounded-[14px] border border-edge bg-glass-solid pr-9 pl-3 text-[1rem] font-semibold text-ink lg:text-base"
      >
        {lots.map((one) => (
          <option key={one.slug} value={one.slug}>
            {one.name}
          </option>
        ))}
        {mayAdd ? <option value={ANOTHER}>{t("desk.addLot")}</option> : null}
      </select>
      <ChevronsUpDown
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-2"
      />
    </div>
  );
}

function TopBar(around: Around) {
  return (
    <header className="flex items-center gap-2.5 px-4 pt-3 pb-1 lg:hidden print:hidden">
      <img src="/icons/icon.svg" alt="ParkPro" width={32} height={32} className="rounded-[9px]" />
      <div className="min-w-0 flex-1">
        <LotSwitch {...around} />
      </div>
    </header>
  );
}

function BottomBar({ lot, section }: Omit<Around, "lots" | "mayAdd">) {
  const { t } = useStaffI18n();
  const [open, setOpen] = useState(false);
  const sections = sectionsFor(lot);
  const inBar = sections.slice(0, IN_BAR);
  const behind = sections.slice(IN_BAR);
  const toDo = useMoneyToDo(lot);
  return (
    // Solid: the map may lie beneath it, and nothing is blurred over that.
    <div className="glass safe-bottom fixed inset-x-3 bottom-3 z-30 flex rounded-card !bg-glass-solid lg:hidden print:hidden">
      <nav aria-label={t("desk.title")} className="flex min-w-0 flex-1">
        {inBar.map((one) => (
          <BarLink key={one.name} to={one} lot={lot} here={one.name === section}>
            {one.name === "money" ? <ToDo count={toDo} className={IN_CORNER} /> : null}
          </BarLink>
        ))}
      </nav>
      <button
        type="button"
        aria-haspopup="dialog"
        data-testid="more"
        onClick={() => setOpen(true)}
        className="relative flex min-h-15 flex-[0_1_5rem] flex-col items-center justify-center gap-0.5 rounded-card px-1 text-xs font-semibold text-ink-2"
      >
        <Menu size={22} aria-hidden strokeWidth={1.9} />
        {t("desk.more")}
        {behind.some(({ name }) => name === "money") ? <ToDo count={toDo} className={IN_CORNER} /> : null}
      </button>
      {open ? (
        <Dialog title={t("desk.more")} onClose={() => setOpen(false)} testId="more-dialog">
          <div className="grid gap-5">
            <div className="grid gap-1">
              {behind.map((one) => (
                <Link
                  key={one.name}
                  href={routes.admin(lot.slug, one.name)}
                  onClick={() => setOpen(false)}
                  className="flex min-h-11 items-center gap-3 font-semibold"
                >
                  <one.icon size={19} aria-hidden /> {t(one.title)}
                  {one.name === "money" ? <ToDo count={toDo} /> : null}
                </Link>
              ))}
            </div>
            <div className="border-y border-line py-1">
              <ToDriver />
              <SignOut className="w-full" />
            </div>
            <PreferenceFields />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

interface BarLinkProps {
  to: Section;
  lot: WorkLot;
  here: boolean;
  children: ReactNode;
}

function BarLink({ to, lot, here, children }: BarLinkProps) {
  const { t } = useStaffI18n();
  return (
    <Link
      href={routes.admin(lot.slug, to.name)}
      aria-current={here ? "page" : undefined}
      className={clsx(
        "relative flex min-h-15 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-card px-1 text-center text-xs font-semibold",
        here ? "text-accent" : "text-ink-2",
      )}
    >
      <to.icon size={22} aria-hidden strokeWidth={here ? 2.4 : 1.9} />
      {t(to.title)}
      {children}
    </Link>
  );
}
