import { List, ListChecks, Map } from "lucide-react";
import { useMemo, useState } from "react";
import type { FloorNow, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { FloorMap } from "../../../map/FloorMap";
import type { Spot } from "../../../map/floor";
import { RoundButton } from "../../../ui/Button";
import { Trouble } from "../../../ui/Trouble";
import { FloorTabs } from "../../lots/FloorTabs";
import { FloorSkeleton } from "../../lots/LotSkeletons";
import { countStates } from "./counts";
import { SelectionBar } from "./SelectionBar";
import { SpotsInWords } from "./SpotsInWords";
import { StateLegend } from "./StateLegend";
import type { FloorLook } from "./useFloorLook";
import { useSelection } from "./useSelection";

interface Props {
  lot: WorkLot;
  look: FloorLook;
  here: FloorNow;
}

/** A floor as it stands, drawn or in words. */
export function Board({ lot, look, here }: Props) {
  const { t } = useStaffI18n();
  const [view, setView] = useState<"map" | "list">("map");
  const { floors, map, floor, states, picked, choose } = look;
  const tabs = useMemo(() => floors.map((one) => ({ ...one, id: one.areaId })), [floors]);
  const mayClose = lot.permissions.includes("close_spots");
  const { selection, begin } = useSelection(mayClose);
  const onPick = (spot: Spot | null) => {
    if (!selection) choose({ floor: here.code, spot: spot?.label ?? null });
    else if (spot) selection.toggle(here.code, spot);
  };
  const counts = countStates(here);

  const describe = (spot: Spot) =>
    [
      spot.label,
      t(`type.${spot.type}`),
      t(`desk.state.${states.get(spot.id) ?? "free"}`),
      ...(selection?.ids.has(spot.id) ? [t("desk.select.chosen")] : []),
    ].join(", ");

  return (
    <section
      aria-label={here.name}
      className="glass flex min-h-0 flex-1 flex-col gap-3 rounded-card p-3.5 xl:min-h-[26rem]"
    >
      <div className="flex items-center gap-2.5">
        {floors.length > 1 ? (
          <FloorTabs
            areas={tabs}
            chosen={here.areaId}
            freeOf={(one) => countStates(one).free}
            counted={null}
            closed={false}
            onChoose={(one) => choose({ floor: one.code, spot: null })}
          />
        ) : (
          <h2 className="min-h-11 flex-1 content-center text-l font-semibold">{here.name}</h2>
        )}
        {mayClose ? (
          <RoundButton
            label={t("desk.select")}
            aria-pressed={selection !== null}
            data-testid="select-several"
            onClick={() => {
              if (selection) selection.end();
              else {
                choose({ floor: here.code, spot: null });
                begin();
              }
            }}
          >
            <ListChecks size={19} aria-hidden />
          </RoundButton>
        ) : null}
        <RoundButton
          label={t(view === "map" ? "lot.showList" : "lot.showMap")}
          data-testid="toggle-list"
          onClick={() => setView(view === "map" ? "list" : "map")}
        >
          {view === "map" ? <List size={19} aria-hidden /> : <Map size={19} aria-hidden />}
        </RoundButton>
      </div>
      <StateLegend counts={counts} />
      {selection ? <SelectionBar lot={lot} selection={selection} /> : null}
      {map.isError && !floor ? (
        <Trouble error={map.error} onRetry={() => void map.refetch()} />
      ) : view === "list" && floor ? (
        <SpotsInWords
          key={here.areaId}
          floor={floor}
          states={states}
          counts={counts}
          picked={picked}
          chosen={selection?.ids ?? null}
          onPick={onPick}
          onPickAll={(spots) => selection?.add(here.code, spots)}
        />
      ) : (
        <div className="relative h-[clamp(20rem,62dvh,38rem)] xl:h-auto xl:flex-1">
          {floor ? (
            <FloorMap
              floor={floor}
              states={states}
              picked={picked?.id ?? null}
              {...(selection
                ? { chosen: selection.ids, onBand: (spots) => selection.add(here.code, spots) }
                : {})}
              describe={describe}
              onChoose={onPick}
              label={t("map.label", { floor: here.name, lot: lot.name })}
            />
          ) : (
            <FloorSkeleton />
          )}
        </div>
      )}
    </section>
  );
}
