import clsx from "clsx";
import { Clock, LocateFixed, Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { Link } from "wouter";
import { useAppInfo, useLots } from "../../api/lots";
import type { LotSummary } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { RoundButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { useToast } from "../../ui/toast";
import { Trouble } from "../../ui/Trouble";
import { arrangeLots, hoursToday } from "./lots";
import { usePosition } from "./usePosition";

/** Where a driver comes in: the car parks, nearest first when the phone may say where it is. */
export function LandingPage() {
  const { t } = useI18n();
  const lots = useLots();
  const { position, locate, locating } = usePosition();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const arranged = useMemo(
    () => arrangeLots(lots.data?.lots ?? [], wanted, position),
    [lots.data, wanted, position],
  );
  const toast = useToast();

  return (
    <div className="mx-auto max-w-[72rem] px-4 lg:px-8">
      <title>{`${t("landing.title")} · ParkPro`}</title>
      <section className="pt-7 pb-5 lg:pt-16 lg:pb-9">
        <h1 className="max-w-[17ch] text-[clamp(1.625rem,5vw,2.75rem)] leading-[1.12] font-bold tracking-[-0.03em]">
          {t("landing.title")}
        </h1>
        <p className="mt-2.5 max-w-[46ch] text-ink-2 lg:text-l lg:leading-normal">{t("landing.text")}</p>
      </section>

      <search className="flex gap-2.5">
        <label className="glass flex min-h-13 flex-1 items-center gap-3 rounded-full !bg-glass-strong px-4.5 focus-within:outline-2 focus-within:outline-mine lg:max-w-md">
          <Search size={19} aria-hidden className="shrink-0 text-ink-2" />
          <span className="sr-only">{t("landing.search")}</span>
          <input
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            placeholder={t("landing.search")}
            className="min-h-11 w-full min-w-0 bg-transparent text-[1rem] placeholder:text-ink-2 focus-visible:outline-none"
          />
        </label>
        <RoundButton
          label={t("landing.nearMe")}
          aria-pressed={position !== null}
          disabled={locating}
          onClick={() => locate(() => toast.show(t("landing.noPosition")))}
          className="!size-13"
        >
          <LocateFixed size={20} aria-hidden />
        </RoundButton>
      </search>

      <section aria-labelledby="lots" className="pt-6">
        <h2 id="lots" className="mb-3 text-l font-semibold">
          {position ? t("landing.nearest") : t("landing.lots")}
        </h2>
        {lots.isError && !lots.data ? (
          <Trouble error={lots.error} onRetry={() => void lots.refetch()} />
        ) : lots.isPending ? (
          <ul
            className="grid grid-cols-1 gap-3.5 md:grid-cols-2 xl:grid-cols-3"
            aria-label={t("state.loading")}
          >
            {[0, 1, 2].map((row) => (
              <li key={row}>
                <Skeleton className="h-43 !rounded-card" />
              </li>
            ))}
          </ul>
        ) : arranged.length === 0 ? (
          <p className="glass rounded-card px-6 py-10 text-center text-ink-2">
            {wanted ? t("landing.noMatch", { query: wanted }) : t("landing.none")}
          </p>
        ) : (
          <ul className="grid grid-cols-1 gap-3.5 md:grid-cols-2 xl:grid-cols-3">
            {arranged.map(({ lot, metres }) => (
              <li key={lot.slug}>
                <LotCard lot={lot} metres={metres} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Footer />
    </div>
  );
}

function LotCard({ lot, metres }: { lot: LotSummary; metres: number | null }) {
  const { t, format } = useI18n();
  const share = lot.spaceCount > 0 ? lot.freeNow / lot.spaceCount : 0;
  const hours = hoursToday(lot, new Date());
  return (
    <Link
      href={routes.lot(lot.slug)}
      data-testid={`lot-${lot.slug}`}
      className="glass block h-full rounded-card p-5 transition-[transform,background-color] duration-200 hover:-translate-y-0.5 hover:bg-glass-strong active:translate-y-0"
    >
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-[1_1_8rem]">
          <h3 className="text-l font-semibold">{lot.name}</h3>
          <p className="mt-0.5 text-s text-ink-2">
            {lot.address}
            {metres === null ? null : (
              <span className="num font-semibold text-ink"> · {format.distance(metres)}</span>
            )}
          </p>
        </div>
        {lot.fromAmountSen === null ? null : (
          <p className="num ml-auto shrink-0 text-right">
            <span className="block text-xs text-ink-2">{t("lot.from")}</span>
            <span className="text-l font-bold tracking-tight">
              {format.money(lot.fromAmountSen, lot.currency)}
            </span>
            <span className="block text-xs text-ink-2">{t("lot.perHour")}</span>
          </p>
        )}
      </div>
      <div className="mt-4">
        <div className="num flex flex-wrap items-baseline justify-between gap-x-3 text-m">
          <span
            className={clsx(
              "font-semibold",
              !lot.isOpen ? "text-ink-2" : lot.freeNow > 0 ? "text-free-ink" : "text-taken-ink",
            )}
          >
            {!lot.isOpen
              ? t("lot.closedNow")
              : lot.freeNow > 0
                ? t("lot.freeNow", { count: lot.freeNow })
                : t("lot.full")}
          </span>
          <span className="text-s text-ink-2">{t("lot.of", { count: lot.spaceCount })}</span>
        </div>
        <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-line">
          <div
            className={clsx("h-full rounded-full", lot.isOpen ? "bg-free-edge" : "bg-shut-edge")}
            style={{ width: `${Math.round(share * 100)}%` }}
          />
        </div>
      </div>
      <p className="mt-3.5 flex items-center gap-1.5 text-s text-ink-2">
        <Clock size={15} aria-hidden />
        {hours === "always"
          ? t("lot.openAlways")
          : hours === null
            ? t("lot.closedToday")
            : t("lot.openToday", { opens: hours.opens, closes: hours.closes })}
      </p>
    </Link>
  );
}

function Footer() {
  const { t } = useI18n();
  const app = useAppInfo().data;
  if (!app?.demo) return null;
  return (
    <footer className="mt-10 text-center text-s text-ink-2">
      {t("landing.demo")}{" "}
      <a
        href="/demo/mail"
        className="inline-flex min-h-11 items-center font-semibold text-accent underline-offset-4 hover:underline"
      >
        {t("landing.demoMail")}
      </a>
    </footer>
  );
}
