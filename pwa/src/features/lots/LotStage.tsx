import { Info } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import type { Lot, SpaceId } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Spot } from "../../map/floor";
import { FloorMap } from "../../map/FloorMap";
import { useToast } from "../../ui/toast";
import { Trouble } from "../../ui/Trouble";
import { Legend } from "./Legend";
import { LotFacts } from "./LotFacts";
import type { SpotView } from "./LotPanel";
import { FloorSkeleton } from "./LotSkeletons";
import { loadList } from "./loadList";
import type { LookedAt } from "./useFloor";

const SpotList = lazy(loadList);

interface Props {
  lot: Lot;
  here: LookedAt;
  view: SpotView;
  spot: Spot | null;
  matches: ReadonlySet<SpaceId> | null;
  /** A spot that the list was asked to show on the map. */
  shown: SpaceId | null;
  onShow: (spot: Spot) => void;
  /** A free spot, or null to give up the one that was chosen. */
  onChoose: (spot: Spot | null) => void;
  /** The sheet of the chosen spot stands beside the stage, not over it. */
  beside: boolean;
  wide: boolean;
  /** Height of the sheet over the lower part, in pixels. */
  sheetHeight: number;
  children?: ReactNode;
}

/** The spots of the floor, drawn or listed. */
export function LotStage(props: Props) {
  const { lot, here, view, spot, matches, onChoose, beside, wide, sheetHeight } = props;
  const { t, format } = useI18n();
  const toast = useToast();
  const [showingFacts, setShowingFacts] = useState(false);
  const { area, map, availability, ways, states, prices } = here;
  // A floor that has just come is put up in small steps, between which the phone can answer a finger.
  const floor = useDeferredValue(here.floor) === here.floor ? here.floor : null;

  function describe(it: Spot): string {
    const way = ways?.nearest(it.id);
    const facts = [
      it.label,
      t(`type.${it.type}`),
      t(
        it.id === spot?.id
          ? "state.mine"
          : availability
            ? `state.${states.get(it.id) ?? "free"}`
            : "state.unknown",
      ),
    ];
    if (way)
      facts.push(
        t("spot.fromLandmark", { distance: format.distance(way.metres), landmark: way.landmark.label }),
      );
    const amountSen = prices.get(it.type);
    if (amountSen !== undefined) facts.push(format.money(amountSen, lot.currency));
    return facts.join(", ");
  }

  function chooseIfFree(it: Spot | null) {
    const state = it ? states.get(it.id) : undefined;
    if (it && state && state !== "free" && it.id !== spot?.id) {
      const reason = availability?.taken.find((one) => one.spaceId === it.id)?.reason;
      toast.show(reason ? `${it.label}: ${reason}` : t(`spot.not.${state}`, { label: it.label }));
    } else {
      onChoose(it);
    }
  }

  return (
    <div className="relative min-h-64 flex-1 lg:glass lg:overflow-hidden lg:rounded-card">
      {map.isError && !map.data ? (
        <Trouble error={map.error} onRetry={() => void map.refetch()} />
      ) : !floor || !ways || !area ? (
        <FloorSkeleton />
      ) : view === "list" ? (
        <div className="absolute inset-0 overflow-y-auto" style={{ paddingBottom: beside ? 0 : sheetHeight }}>
          <Suspense fallback={<FloorSkeleton />}>
            <SpotList
              key={floor.map.areaId}
              floor={floor}
              ways={ways}
              availability={availability}
              prices={prices}
              arePricesOld={here.arePricesOld}
              currency={lot.currency}
              matches={matches}
              mine={spot?.id ?? null}
              onChoose={chooseIfFree}
              onShow={props.onShow}
            />
          </Suspense>
        </div>
      ) : (
        <FloorMap
          floor={floor}
          states={states}
          mine={spot?.id ?? null}
          matches={matches}
          shown={props.shown}
          quiet={!availability}
          describe={describe}
          onChoose={chooseIfFree}
          label={t("map.label", { floor: floor.map.name, lot: lot.name })}
          coveredBelow={beside || !spot ? 0 : sheetHeight}
        >
          {(spot && !beside) || wide ? null : (
            <div className="mr-auto flex min-h-11.5 items-center rounded-box border border-line bg-glass-solid py-0.5 pl-3 shadow-sm">
              <Legend compact />
              <button
                type="button"
                aria-label={t("lot.facts")}
                title={t("lot.facts")}
                data-testid="facts"
                onClick={() => setShowingFacts(true)}
                className="grid size-11 shrink-0 place-items-center rounded-box text-ink-2 hover:text-ink"
              >
                <Info size={18} aria-hidden />
              </button>
            </div>
          )}
        </FloorMap>
      )}
      {props.children}
      {showingFacts ? <LotFacts lot={lot} onClose={() => setShowingFacts(false)} /> : null}
    </div>
  );
}
