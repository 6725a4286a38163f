import clsx from "clsx";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useLot } from "../../api/lots";
import type { Lot, SpaceId } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Trouble } from "../../ui/Trouble";
import { LOW, useMedia, WIDE } from "../../ui/useMedia";
import { loadList } from "./loadList";
import { BackHome, LotPanel } from "./LotPanel";
import type { SpotView } from "./LotPanel";
import { LotSkeleton } from "./LotSkeletons";
import { LotStage } from "./LotStage";
import { ANYTHING, matchesOf } from "./spots";
import { useFloor } from "./useFloor";
import { useLotChoice } from "./useLotChoice";

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
  const { t } = useI18n();
  const wide = useMedia(WIDE);
  const low = useMedia(LOW) && !wide;
  const [choice, choose] = useLotChoice();
  const here = useFloor(lot, choice);
  const { area, floor, ways, states, prices } = here;
  const [view, setView] = useState<SpotView>("map");
  const [wanted, setWanted] = useState(ANYTHING);
  const [shown, setShown] = useState<SpaceId | null>(null);
  const [pickingPeriod, setPickingPeriod] = useState(false);
  const [sheetHeight, setSheetHeight] = useState(0);
  const matches = useMemo(
    () => (floor && ways ? matchesOf(floor, ways, wanted, prices) : null),
    [floor, ways, wanted, prices],
  );
  // A label on another floor is another spot.
  const hasFloor = choice.floor === null || area?.code === choice.floor;
  const spot = (hasFloor && floor?.spots.find((one) => one.label === choice.spot)) || null;
  const gone = floor && choice.spot && !spot ? choice.spot : null;

  const ready = floor !== null;
  useEffect(() => {
    if (!ready) return;
    void loadSheet();
    void loadList();
    void loadPicker();
  }, [ready]);

  // Drawn once for every shape of the screen, into an element that moves: what was typed and what is under way
  // outlive a turn of the phone.
  const [holder] = useState(makeHolder);
  const sheet =
    area && floor && ways && spot && !here.closed ? (
      <Suspense fallback={null}>
        <SpotSheet
          key={spot.id}
          lot={lot}
          area={area}
          floor={floor}
          spot={spot}
          way={ways.nearest(spot.id)}
          states={states}
          period={here.period}
          docked={wide || low}
          onHeight={setSheetHeight}
          onChooseNearest={(nearest) => choose({ floor: nearest.areaCode, spot: nearest.label })}
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
      <LotPanel
        lot={lot}
        here={here}
        wide={wide}
        low={low}
        view={view}
        onView={(next) => {
          setShown(null);
          setView(next);
        }}
        wanted={wanted}
        onWanted={setWanted}
        matches={matches}
        choose={choose}
        onPickPeriod={() => setPickingPeriod(true)}
        hasSheet={sheet !== null}
        gone={gone}
      >
        {low && sheet ? <Place of={holder} /> : null}
      </LotPanel>

      <LotStage
        lot={lot}
        here={here}
        view={view}
        spot={spot}
        matches={matches}
        shown={shown}
        onShow={(it) => {
          setShown(it.id);
          setView("map");
        }}
        onChoose={(it) => choose(it ? { floor: area?.code ?? null, spot: it.label } : { spot: null })}
        beside={wide || low}
        wide={wide}
        sheetHeight={sheetHeight}
      >
        {sheet && !wide && !low ? <Place of={holder} /> : null}
      </LotStage>

      {wide ? (
        <aside
          className="-mx-4 -mb-4 w-[25.5rem] shrink-0 overflow-y-auto px-4 pb-8"
          aria-label={t("spot.panel")}
        >
          {sheet ? <Place of={holder} /> : <ChooseHint />}
        </aside>
      ) : null}
      {sheet ? createPortal(sheet, holder) : null}
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
    </div>
  );
}

function makeHolder(): HTMLElement {
  const holder = document.createElement("div");
  holder.className = "contents";
  return holder;
}

/** Where an element that was drawn elsewhere stands. */
function Place({ of: element }: { of: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.append(element), [element]);
  return <div ref={place} className="contents" />;
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
