import { CalendarClock, ChevronLeft, Info, List, Map as MapIcon, SlidersHorizontal } from "lucide-react";
import clsx from "clsx";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useAreaMap, useLot, useLotAvailability } from "../../api/lots";
import { useLiveFloor } from "../../api/live";
import type { AreaSummary, Lot, NearestSpace } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { metresBetween } from "../../lib/geo";
import { zoneCity } from "../../lib/zoned";
import { prepareFloor } from "../../map/floor";
import type { Spot } from "../../map/floor";
import { FloorMap } from "../../map/FloorMap";
import { findWays } from "../../map/ways";
import { routes } from "../../routes";
import { RoundButton, RoundLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useToast } from "../../ui/toast";
import { Trouble } from "../../ui/Trouble";
import { LOW, useMedia, WIDE } from "../../ui/useMedia";
import { useNow } from "../../ui/useNow";
import { isoMinutes, resolvePeriod } from "../booking/period";
import type { ResolvedPeriod } from "../booking/period";
import { Filters } from "./Filters";
import { FloorTabs } from "./FloorTabs";
import { Legend } from "./Legend";
import { LotFacts } from "./LotFacts";
import { SpotList } from "./SpotList";
import { freeCount, matchesOf, statesOf } from "./spots";
import type { Filter } from "./spots";
import { useLotChoice } from "./useLotChoice";
import { usePosition } from "./usePosition";

// The map comes first; what is needed after the first tap follows while the driver looks.
const loadSheet = () => import("../booking/SpotSheet");
const loadPicker = () => import("../booking/PeriodPicker");
const SpotSheet = lazy(loadSheet);
const PeriodPicker = lazy(loadPicker);

/** The screen on which a spot is chosen: when, which floor, which spot, for how much. */
export default function LotPage({ slug }: { slug: string }) {
  const lot = useLot(slug);
  if (lot.data) return <LotScreen lot={lot.data} />;
  if (lot.isError) {
    return (
      <div className="p-4">
        <BackHome />
        <Trouble error={lot.error} onRetry={() => void lot.refetch()} isPage />
      </div>
    );
  }
  return <LotSkeleton />;
}

function LotScreen({ lot }: { lot: Lot }) {
  const { t, format } = useI18n();
  const toast = useToast();
  const wide = useMedia(WIDE);
  const low = useMedia(LOW) && !wide;
  const [choice, choose] = useLotChoice();
  const [view, setView] = useState<"map" | "list">("map");
  const [filters, setFilters] = useState<ReadonlySet<Filter>>(new Set());
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [pickingPeriod, setPickingPeriod] = useState(false);
  const [showingFacts, setShowingFacts] = useState(false);
  const [sheetHeight, setSheetHeight] = useState(0);

  const now = useNow(15_000);
  const period = resolvePeriod(choice.period, now);
  const span = { from: isoMinutes(period.from), to: isoMinutes(period.to) };
  const areas = useMemo(() => lot.areas.toSorted((a, b) => b.level - a.level), [lot.areas]);
  const counts = useLotAvailability(lot.slug, span).data;
  // Others' bookings must not move the driver to another floor, so the one to begin with is settled once.
  const [first] = useState(() => floorToBeginWith(areas));
  const area = areas.find((one) => one.code === choice.floor) ?? first;
  const map = useAreaMap(area?.id);
  const taken = useLiveFloor(lot.slug, area?.id, span);

  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const ways = useMemo(() => (floor ? findWays(floor) : null), [floor]);
  const states = useMemo(() => statesOf(taken.data?.taken ?? []), [taken.data]);
  const matches = useMemo(
    () => (floor && ways ? matchesOf(floor, ways, filters) : null),
    [floor, ways, filters],
  );
  const spot = floor?.spots.find((one) => one.label === choice.spot) ?? null;

  const ready = floor !== null;
  useEffect(() => {
    if (!ready) return;
    void loadSheet();
    void loadPicker();
  }, [ready]);

  function freeOf(one: AreaSummary): number | undefined {
    if (one.id === area?.id && floor && taken.data) return freeCount(floor, states);
    return counts?.areas.find((it) => it.areaId === one.id)?.free;
  }

  function describe(it: Spot): string {
    const way = ways?.nearest(it.id);
    const facts = [
      it.label,
      t(`type.${it.type}`),
      t(it.id === spot?.id ? "state.mine" : `state.${states.get(it.id) ?? "free"}`),
    ];
    if (way)
      facts.push(
        t("spot.fromLandmark", { distance: format.distance(way.metres), landmark: way.landmark.label }),
      );
    return facts.join(", ");
  }

  function onChoose(it: Spot | null) {
    if (!it) {
      choose({ spot: null });
      return;
    }
    const state = states.get(it.id);
    if (state && state !== "free" && it.id !== spot?.id) {
      const reason = taken.data?.taken.find((one) => one.spaceId === it.id)?.reason;
      toast.show(reason ? `${it.label}: ${reason}` : t(`spot.not.${state}`, { label: it.label }));
      return;
    }
    choose({ floor: area?.code ?? null, spot: it.label });
  }

  function onChooseNearest(nearest: NearestSpace) {
    choose({ floor: nearest.areaCode, spot: nearest.label });
  }

  const sheet =
    area && floor && ways && spot ? (
      <Suspense fallback={null}>
        <SpotSheet
          key={spot.id}
          lot={lot}
          area={area}
          floor={floor}
          spot={spot}
          way={ways.nearest(spot.id)}
          states={states}
          period={period}
          docked={wide || low}
          onHeight={setSheetHeight}
          onChooseNearest={onChooseNearest}
          onClose={() => choose({ spot: null })}
        />
      </Suspense>
    ) : null;

  return (
    <div
      className={clsx(
        "flex lg:mx-auto lg:h-[calc(100dvh-5rem)] lg:max-w-[100rem] lg:gap-5 lg:px-8 lg:pt-4 lg:pb-6",
        wide ? "" : low ? "h-dvh" : "h-dvh min-h-[34rem] flex-col",
      )}
    >
      <title>{`${lot.name} · ParkPro`}</title>
      <div
        className={clsx(
          "grid grid-cols-1 gap-2.5 px-4 pt-3.5 pb-2.5 lg:-mx-4 lg:w-[24rem] lg:gap-4 lg:pt-1 lg:pb-8 lg:[mask-image:linear-gradient(#000_calc(100%-2rem),transparent)]",
          (wide || low) && "shrink-0 content-start overflow-y-auto",
          low && "w-[21.5rem]",
        )}
      >
        <header className="flex items-center gap-3">
          <BackHome />
          <div className="min-w-0 flex-1">
            <h1 className="line-clamp-2 text-l leading-tight font-semibold lg:text-xl">{lot.name}</h1>
            <p className="truncate text-s text-ink-2">
              {lot.address}
              <Away lot={lot} />
            </p>
          </div>
          <RoundButton
            label={view === "map" ? t("lot.showList") : t("lot.showMap")}
            data-testid="toggle-list"
            onClick={() => setView(view === "map" ? "list" : "map")}
          >
            {view === "map" ? <List size={20} aria-hidden /> : <MapIcon size={20} aria-hidden />}
          </RoundButton>
        </header>

        <WhenCard lot={lot} period={period} onChange={() => setPickingPeriod(true)} />

        <div className="flex items-center gap-2.5">
          <FloorTabs
            areas={areas}
            chosen={area?.id}
            freeOf={freeOf}
            onChoose={(one) => choose({ floor: one.code, spot: null })}
          />
          <RoundButton
            label={filters.size > 0 ? `${t("filter.title")} (${filters.size})` : t("filter.title")}
            aria-pressed={filtersOpen}
            aria-expanded={filtersOpen}
            data-testid="filters"
            onClick={() => setFiltersOpen(!filtersOpen)}
            className="lg:hidden"
          >
            <SlidersHorizontal size={19} aria-hidden />
            {filters.size > 0 ? (
              <span className="num absolute -top-1 -right-1 grid size-5 place-items-center rounded-full bg-mine text-xs font-bold text-mine-ink">
                {filters.size}
              </span>
            ) : null}
          </RoundButton>
        </div>
        {filtersOpen || wide ? (
          <Filters types={lot.spaceTypes} chosen={filters} onChange={setFilters} wrap={wide} />
        ) : null}
        {taken.isError && !taken.data ? <Notice tone="wait">{t("live.unknown")}</Notice> : null}
        {taken.data?.stale ? (
          <Notice tone="wait">{t("live.stale", { time: format.time(taken.data.asOf, lot.timeZone) })}</Notice>
        ) : null}
        <div className="hidden gap-4 lg:grid">
          <Legend />
          <div className="glass rounded-card p-5">
            <h2 className="sr-only">{t("lot.facts")}</h2>
            <LotFacts lot={lot} />
          </div>
        </div>
        {low ? sheet : null}
      </div>

      <div className="relative min-h-64 flex-1 lg:glass lg:overflow-hidden lg:rounded-card">
        {map.isError && !map.data ? (
          <Trouble error={map.error} onRetry={() => void map.refetch()} />
        ) : !floor || !ways ? (
          <FloorSkeleton />
        ) : view === "list" ? (
          <div
            className="absolute inset-0 overflow-y-auto"
            style={{ paddingBottom: wide || low ? 0 : sheetHeight }}
          >
            <SpotList
              key={floor.map.areaId}
              floor={floor}
              ways={ways}
              states={states}
              matches={matches}
              mine={spot?.id ?? null}
              onChoose={onChoose}
            />
          </div>
        ) : (
          <FloorMap
            floor={floor}
            states={states}
            mine={spot?.id ?? null}
            matches={matches}
            quiet={!taken.data}
            describe={describe}
            onChoose={onChoose}
            label={t("map.label", { floor: floor.map.name, lot: lot.name })}
            coveredBelow={wide || low || !spot ? 0 : sheetHeight}
          >
            {(spot && !low) || wide ? null : (
              <div className="mr-auto flex min-h-11.5 items-center rounded-box border border-line bg-glass-solid py-0.5 pl-3 shadow-sm">
                <Legend compact />
                <button
                  type="button"
                  aria-label={t("lot.facts")}
                  title={t("lot.facts")}
                  onClick={() => setShowingFacts(true)}
                  className="grid size-11 shrink-0 place-items-center rounded-box text-ink-2 hover:text-ink"
                >
                  <Info size={18} aria-hidden />
                </button>
              </div>
            )}
          </FloorMap>
        )}
        {wide || low ? null : sheet}
      </div>

      {wide ? (
        <aside
          className="-mx-4 -mb-4 w-[25.5rem] shrink-0 overflow-y-auto px-4 pb-8"
          aria-label={t("spot.panel")}
        >
          {sheet ?? <ChooseHint />}
        </aside>
      ) : null}
      {pickingPeriod ? (
        <Suspense fallback={null}>
          <PeriodPicker
            lot={lot}
            choice={choice.period}
            onClose={() => setPickingPeriod(false)}
            onChoose={(next) => {
              choose({ period: next });
              setPickingPeriod(false);
            }}
          />
        </Suspense>
      ) : null}
      {showingFacts ? <LotFacts lot={lot} onClose={() => setShowingFacts(false)} /> : null}
    </div>
  );
}

/** The floor nearest to the street that has something free. */
function floorToBeginWith(areas: readonly AreaSummary[]): AreaSummary | undefined {
  const byStreet = areas.toSorted((a, b) => Math.abs(a.level) - Math.abs(b.level) || b.level - a.level);
  return byStreet.find((area) => area.freeNow > 0) ?? byStreet[0];
}

function BackHome() {
  const { t } = useI18n();
  return (
    <RoundLink href={routes.home} label={t("lot.back")}>
      <ChevronLeft size={21} aria-hidden />
    </RoundLink>
  );
}

function Away({ lot }: { lot: Lot }) {
  const { format } = useI18n();
  const { position } = usePosition();
  return position ? ` · ${format.distance(metresBetween(position, lot))}` : null;
}

function WhenCard({ lot, period, onChange }: { lot: Lot; period: ResolvedPeriod; onChange: () => void }) {
  const { t, format } = useI18n();
  return (
    <button
      type="button"
      onClick={onChange}
      data-testid="when"
      className="glass flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-[18px] px-3.5 py-2.5 text-left transition-colors hover:bg-glass-strong"
    >
      <CalendarClock size={21} aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-[1_1_6.5rem]">
        <span className="num block font-semibold">{format.period(period.from, period.to, lot.timeZone)}</span>
        <span className="block text-s text-ink-2">
          {format.duration(period.minutes)} · {t("period.zone", { city: zoneCity(lot.timeZone) })}
        </span>
      </span>
      <span className="text-m font-semibold text-accent">{t("action.change")}</span>
    </button>
  );
}

function ChooseHint() {
  const { t } = useI18n();
  return (
    <div className="glass rounded-card px-6 py-10 text-center">
      <span className="mx-auto mb-4 grid size-14 place-items-center rounded-box bg-mine text-l font-bold text-mine-ink">
        P
      </span>
      <h2 className="text-l font-semibold">{t("choose.title")}</h2>
      <p className="mt-1.5 text-ink-2">{t("choose.text")}</p>
    </div>
  );
}

function FloorSkeleton() {
  return (
    <div
      className="absolute inset-3 grid content-start gap-6 rounded-card border-2 border-line p-5"
      aria-hidden="true"
    >
      {[0, 1, 2].map((row) => (
        <div key={row} className="grid gap-4">
          <div className="flex gap-1.5">
            {Array.from({ length: 9 }, (_, i) => (
              <Skeleton key={i} className="h-16 flex-1 !rounded-[8px]" />
            ))}
          </div>
          <Skeleton className="h-10" />
        </div>
      ))}
    </div>
  );
}

function LotSkeleton() {
  return (
    <div className="flex h-dvh flex-col gap-2.5 px-4 pt-3.5" aria-hidden="true">
      <Skeleton className="h-11" />
      <Skeleton className="h-16" />
      <Skeleton className="h-13" />
      <div className="relative flex-1">
        <FloorSkeleton />
      </div>
    </div>
  );
}
