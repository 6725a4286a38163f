import clsx from "clsx";
import { CircleParking, CloudOff, Ticket, UserRound } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useMe } from "./api/account";
import { useI18n } from "./i18n/context";
import type { MessageKey } from "./i18n/types";
import { routes } from "./routes";
import { ResidentWhenIdle } from "./installed/ResidentWhenIdle";
import { Preferences } from "./ui/Preferences";
import { SkipLink } from "./ui/SkipLink";
import { usePageStart } from "./ui/usePageStart";
import { useOnline } from "./api/reach";

const PLACES = [
  {
    href: routes.home,
    key: "nav.park",
    icon: CircleParking,
    is: (path: string) => path === "/" || path.startsWith("/lots"),
  },
  {
    href: routes.bookings,
    key: "nav.bookings",
    icon: Ticket,
    is: (path: string) => path.startsWith("/bookings"),
  },
  {
    href: routes.account,
    key: "nav.account",
    icon: UserRound,
    is: (path: string) => path.startsWith("/account"),
  },
] as const satisfies { href: string; key: MessageKey; icon: typeof Ticket; is: (path: string) => boolean }[];

/** What stands around every page: the way between pages, and the news that the network is gone. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const online = useOnline();
  const choosing = path.startsWith("/lots/");

  usePageStart(main, path);

  return (
    <>
      <SkipLink main={main} />
      <TopBar path={path} hidden={choosing} />
      {/* Where a spot is chosen the page itself says it, beside what it means there. */}
      {online || choosing ? null : (
        <p
          role="status"
          className="flex items-center justify-center gap-2 bg-held px-4 py-2 text-s font-medium text-held-ink"
        >
          <CloudOff size={16} aria-hidden /> {t("offline.banner")}
        </p>
      )}
      <ResidentWhenIdle quiet={choosing} />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className={clsx("outline-none focus-visible:outline-none", choosing ? "" : "pb-28 lg:pb-12")}
      >
        {children}
      </main>
      {choosing ? null : <TabBar path={path} />}
    </>
  );
}

function TopBar({ path, hidden }: { path: string; hidden: boolean }) {
  const { t } = useI18n();
  const me = useMe().data;
  return (
    <header
      className={clsx(
        "mx-auto max-w-[90rem] flex-wrap items-center gap-2 px-4 pt-3 lg:px-8 lg:pt-5",
        hidden ? "hidden lg:flex" : "flex",
      )}
    >
      <Link
        href="/"
        className="flex min-h-11 items-center gap-2.5 rounded-box pr-2 text-l font-bold tracking-tight"
      >
        <img src="/icons/icon.svg" alt="" width={32} height={32} className="rounded-[9px]" />
        ParkPro
      </Link>
      <nav aria-label={t("nav.main")} className="ml-6 hidden gap-1 lg:flex">
        {PLACES.map((place) => (
          <Link
            key={place.href}
            href={place.href}
            aria-current={place.is(path) ? "page" : undefined}
            className={clsx(
              "flex min-h-11 items-center rounded-box px-4 font-medium transition-colors",
              place.is(path) ? "bg-accent-soft text-accent" : "text-ink-2 hover:text-ink",
            )}
          >
            {t(place.key)}
          </Link>
        ))}
      </nav>
      <div className="flex-1" />
      <Preferences />
      {me === null ? (
        <Link
          href={routes.signIn(path === "/" || path.startsWith("/sign") ? undefined : path)}
          className="glass flex min-h-11 items-center rounded-full px-4 text-m font-semibold whitespace-nowrap text-accent"
        >
          {t("account.signIn")}
        </Link>
      ) : null}
    </header>
  );
}

function TabBar({ path }: { path: string }) {
  const { t } = useI18n();
  return (
    <nav
      aria-label={t("nav.main")}
      className={clsx(
        "glass safe-bottom fixed inset-x-3 bottom-3 z-30 flex rounded-card lg:hidden",
        // Nothing is blurred over a map that moves.
        path === routes.find() ? "!bg-glass-solid" : "frosted !bg-glass-strong",
      )}
    >
      {PLACES.map((place) => {
        const here = place.is(path);
        return (
          <Link
            key={place.href}
            href={place.href}
            aria-current={here ? "page" : undefined}
            className={clsx(
              "flex min-h-15 flex-1 flex-col items-center justify-center gap-0.5 rounded-card text-xs font-semibold",
              here ? "text-accent" : "text-ink-2",
            )}
          >
            <place.icon size={22} aria-hidden strokeWidth={here ? 2.4 : 1.9} />
            {t(place.key)}
          </Link>
        );
      })}
    </nav>
  );
}
