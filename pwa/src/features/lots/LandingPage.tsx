import clsx from "clsx";
import { LocateFixed, Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useAppInfo, useLots } from "../../api/lots";
import { useOnline } from "../../api/reach";
import { useI18n } from "../../i18n/context";
import { RoundButton } from "../../ui/Button";
import { Seen } from "../../ui/Seen";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { useToast } from "../../ui/toast";
import { Trouble } from "../../ui/Trouble";
import { useMedia, WIDE } from "../../ui/useMedia";
import { LotCard } from "./LotCard";
import { LotsOnMap } from "./LotsOnMap";
import { arrangeLots } from "./lots";
import type { ArrangedLot } from "./lots";
import { useLandingView } from "./useLandingView";
import { usePosition } from "./usePosition";

/** Where a driver comes in: the car parks, nearest first when the phone may say where it is; on a map if there is one. */
export default function LandingPage() {
  const { t } = useI18n();
  const lots = useLots();
  const source = useAppInfo().data?.map ?? null;
  const wide = useMedia(WIDE);
  const [view, setView] = useLandingView();
  const { position, locate, locating } = usePosition();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const wanted = useDeferredValue(query);
  const arranged = useMemo(
    () => arrangeLots(lots.data?.lots ?? [], wanted, position),
    [lots.data, wanted, position],
  );
  const toast = useToast();
  const online = useOnline();
  const known = online && !lots.isError;
  const hasMap = source !== null && arranged.length > 0;
  const onMap = hasMap && (wide || view === "map");
  const fillsPhone = onMap && !wide;

  return (
    <div className="mx-auto max-w-[72rem] px-4 lg:px-8">
      <title>{`${t("landing.title")} · ParkPro`}</title>
      <section
        className={
          fillsPhone ? "sr-only" : clsx("pt-7 pb-5", source ? "lg:pt-10 lg:pb-7" : "lg:pt-16 lg:pb-9")
        }
      >
        <h1 className="max-w-[17ch] text-[clamp(1.625rem,5vw,2.75rem)] leading-[1.12] font-bold tracking-[-0.03em]">
          {t("landing.title")}
        </h1>
        <p className="mt-2.5 max-w-[46ch] text-pretty text-ink-2 lg:text-l lg:leading-normal">
          {t("landing.text")}
        </p>
      </section>

      <search className={clsx("flex gap-2.5", fillsPhone && "pt-4")}>
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

      <section aria-labelledby="lots" className={fillsPhone ? "pt-3" : "pt-6"}>
        <div className="mb-3 flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id="lots" className={fillsPhone ? "sr-only" : "text-l font-semibold"}>
            {position ? t("landing.nearest") : t("landing.lots")}
          </h2>
          {source && !wide ? (
            <Segmented
              label={t("landing.view")}
              value={view}
              options={[
                { value: "list", label: t("landing.asList") },
                { value: "map", label: t("landing.asMap") },
              ]}
              onChange={setView}
            />
          ) : null}
        </div>
        <Seen at={lots.dataUpdatedAt} broken={lots.isError} className="-mt-2 mb-3" />
        {lots.isError && !lots.data ? (
          <Trouble error={lots.error} onRetry={() => void lots.refetch()} />
        ) : lots.isPending ? (
          <ListSkeleton />
        ) : arranged.length === 0 ? (
          <p className="glass rounded-card px-6 py-10 text-center text-ink-2">
            {wanted ? t("landing.noMatch", { query: wanted }) : t("landing.none")}
          </p>
        ) : (
          <div className={clsx(onMap && wide && "grid grid-cols-[24rem_1fr] items-start gap-5")}>
            {fillsPhone ? null : <LotCards lots={arranged} known={known} beside={onMap} chosen={chosen} />}
            {onMap ? (
              <LotsOnMap
                source={source}
                lots={arranged}
                known={known}
                position={position}
                chosen={chosen}
                onChoose={setChosen}
              />
            ) : null}
          </div>
        )}
      </section>
      <Footer />
    </div>
  );
}

const COLUMNS = "grid grid-cols-1 gap-3.5";
const AT_FULL_WIDTH = "md:grid-cols-2 xl:grid-cols-3";

interface CardsProps {
  lots: readonly ArrangedLot[];
  /** Beside the map, on which `chosen` was pressed. */
  beside: boolean;
  chosen: string | null;
  /** Whether the counts of free spots are of now. */
  known: boolean;
}

function LotCards({ lots, known, beside, chosen }: CardsProps) {
  return (
    <ul className={clsx(COLUMNS, !beside && AT_FULL_WIDTH)}>
      {lots.map(({ lot, metres }) => (
        <li
          key={lot.slug}
          className={clsx(
            "grid rounded-card",
            beside && lot.slug === chosen && "outline-2 outline-offset-2 outline-mine",
          )}
        >
          <LotCard lot={lot} metres={metres} known={known} />
        </li>
      ))}
    </ul>
  );
}

function ListSkeleton() {
  const { t } = useI18n();
  return (
    <ul className={clsx(COLUMNS, AT_FULL_WIDTH)} aria-label={t("state.loading")}>
      {[0, 1, 2].map((row) => (
        <li key={row}>
          <Skeleton className="h-43 !rounded-card" />
        </li>
      ))}
    </ul>
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
