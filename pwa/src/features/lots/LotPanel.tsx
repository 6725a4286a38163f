import { ChevronLeft, List, Map as MapIcon, SlidersHorizontal } from "lucide-react";
import clsx from "clsx";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Lot, SpaceId } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { metresBetween } from "../../lib/geo";
import { routes } from "../../routes";
import { RoundButton, RoundLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Seen } from "../../ui/Seen";
import { ClosedThen } from "../booking/ClosedThen";
import { Filters } from "./Filters";
import { FloorTabs } from "./FloorTabs";
import { Legend } from "./Legend";
import { LotFacts } from "./LotFacts";
import { countOf, hasLift, isForBoth } from "./spots";
import type { Wanted } from "./spots";
import type { LookedAt } from "./useFloor";
import type { LotChoice } from "./useLotChoice";
import { usePosition } from "./usePosition";
import { WhenCard } from "./WhenCard";

export type SpotView = "map" | "list";

interface Props {
  lot: Lot;
  here: LookedAt;
  wide: boolean;
  low: boolean;
  view: SpotView;
  onView: (view: SpotView) => void;
  wanted: Wanted;
  onWanted: (wanted: Wanted) => void;
  /** The spots that meet what is wanted; null when that is any. */
  matches: ReadonlySet<SpaceId> | null;
  choose: (change: Partial<LotChoice>) => void;
  onPickPeriod: () => void;
  /** A spot is chosen: its sheet says what cannot be had without a connection. */
  hasSheet: boolean;
  /** A spot that was wanted and is not there: its label. */
  gone: string | null;
  /** The sheet of the chosen spot, where there is no other room for it. */
  children?: ReactNode;
}

/** What one chooses by: the time, the floor, the kind of spot. */
export function LotPanel(props: Props) {
  const { lot, here, wide, low, view, wanted, choose } = props;
  const { t, format } = useI18n();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const { areas, area, floor, map, taken, online } = here;
  const filters = countOf(wanted);
  return (
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
          <p className="flex text-s text-ink-2">
            <span className="truncate">{lot.address}</span>
            <Away lot={lot} />
          </p>
        </div>
        <RoundButton
          label={view === "map" ? t("lot.showList") : t("lot.showMap")}
          data-testid="toggle-list"
          onClick={() => props.onView(view === "map" ? "list" : "map")}
        >
          {view === "map" ? <List size={20} aria-hidden /> : <MapIcon size={20} aria-hidden />}
        </RoundButton>
      </header>

      <WhenCard lot={lot} period={here.period} onChange={props.onPickPeriod} />
      {here.closed ? (
        <ClosedThen lot={lot} period={here.period} onChoose={(period) => choose({ period })} />
      ) : here.refused ? (
        <Notice tone="wait">{here.refused.detail}</Notice>
      ) : null}

      <div className="flex items-center gap-2.5">
        <FloorTabs
          areas={areas}
          chosen={area?.id}
          freeOf={(one) => here.freeOf(one, wanted, props.matches)}
          counted={filters > 0 ? "matching" : isForBoth(lot.spaceTypes) ? "cars" : null}
          closed={here.closed}
          onChoose={(one) => choose({ floor: one.code, spot: null })}
        />
        <RoundButton
          label={filters > 0 ? `${t("filter.title")}: ${filters}` : t("filter.title")}
          aria-pressed={filtersOpen}
          aria-expanded={filtersOpen}
          data-testid="filters"
          onClick={() => setFiltersOpen(!filtersOpen)}
          className="lg:hidden"
        >
          <SlidersHorizontal size={19} aria-hidden />
          {filters > 0 ? (
            <span
              aria-hidden="true"
              className="num absolute -top-1 -right-1 grid size-5 place-items-center rounded-full bg-mine text-xs font-bold text-mine-ink"
            >
              {filters}
            </span>
          ) : null}
        </RoundButton>
      </div>
      {filtersOpen || wide ? (
        <Filters
          types={lot.spaceTypes}
          withLift={floor !== null && hasLift(floor)}
          prices={here.prices}
          minutes={(here.period.to.getTime() - here.period.from.getTime()) / 60_000}
          currency={lot.currency}
          wanted={wanted}
          onChange={props.onWanted}
          wrap={wide}
        />
      ) : null}
      {props.gone ? (
        <Notice tone="wait" testId="spot-gone">
          {t("spot.gone", { label: props.gone })}
        </Notice>
      ) : null}
      {online || props.hasSheet ? null : <Notice tone="wait">{t("offline.map")}</Notice>}
      {online && taken.isError && !taken.data ? <Notice tone="wait">{t("live.unknown")}</Notice> : null}
      <Seen at={map.dataUpdatedAt} broken={map.isError} />
      {online && taken.data?.stale ? (
        <Notice tone="wait">{t("live.stale", { time: format.time(taken.data.asOf, lot.timeZone) })}</Notice>
      ) : null}
      <div className="hidden gap-4 lg:grid">
        <Legend />
        <div className="glass rounded-card p-5">
          <h2 className="sr-only">{t("lot.facts")}</h2>
          <LotFacts lot={lot} />
        </div>
      </div>
      {props.children}
    </div>
  );
}

export function BackHome() {
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
  if (!position) return null;
  return (
    <span className="num shrink-0 whitespace-pre">{` · ${format.distance(metresBetween(position, lot))}`}</span>
  );
}
