import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { takenQuery, useAreaMap, useLot, useLotAvailability } from "../../../api/lots";
import type { Span } from "../../../api/lots";
import type { AreaId, SpaceId, SpaceType } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { FloorMap } from "../../../map/FloorMap";
import { prepareFloor } from "../../../map/floor";
import type { Floor, Spot } from "../../../map/floor";
import { Segmented } from "../../../ui/Segmented";
import { SpotSign } from "../../../ui/SpotSign";
import { FloorTabs } from "../../lots/FloorTabs";
import { FloorSkeleton } from "../../lots/LotSkeletons";
import { statesOf } from "../../lots/spots";

/** A spot with its floor, as people name it: "B1 · A7". */
export interface PickedSpot {
  spot: Spot;
  name: string;
}

interface Props {
  slug: string;
  /** When it has to be free. */
  span: Span;
  /** Where to begin; the floor nearest to the street without it. */
  areaId?: AreaId | undefined;
  /** The kind that is listed first. */
  type?: SpaceType | undefined;
  picked: PickedSpot | null;
  onPick: (picked: PickedSpot | null) => void;
}

const BY_LABEL = new Intl.Collator("en", { numeric: true });
const REFRESH_MS = 15_000;

/** A free spot of a lot, chosen on the map or in a list. */
export function FloorPicker({ slug, span, areaId, type, picked, onPick }: Props) {
  const { t } = useStaffI18n();
  const [chosen, setChosen] = useState(areaId);
  const [view, setView] = useState<"map" | "list">("map");
  const lot = useLot(slug).data;
  const areas = useMemo(() => lot?.areas.toSorted((a, b) => b.level - a.level) ?? [], [lot]);
  const here =
    areas.find(({ id }) => id === chosen) ??
    areas.toSorted((a, b) => Math.abs(a.level) - Math.abs(b.level))[0];
  const counts = useLotAvailability(slug, span).data;
  const map = useAreaMap(here?.id);
  const taken = useQuery({
    ...takenQuery(here?.id ?? 0, span),
    enabled: here !== undefined,
    refetchInterval: REFRESH_MS,
  });
  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const states = useMemo(() => statesOf(taken.data?.taken ?? []), [taken.data]);
  const isFree = (id: SpaceId) => !states.has(id);
  const pick = (spot: Spot | null) =>
    onPick(spot && here && isFree(spot.id) ? { spot, name: `${here.code} · ${spot.label}` } : null);

  if (!here || !floor || !taken.data)
    return (
      <div className="h-80 lg:h-[clamp(18rem,64dvh,44rem)]">
        <FloorSkeleton />
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-3" data-testid="floor-picker">
      <div className="flex flex-wrap items-center gap-3">
        <div className="flex min-w-0 flex-[1_1_20rem]">
          <FloorTabs
            areas={areas}
            chosen={here.id}
            freeOf={(area) => counts?.areas.find((one) => one.areaId === area.id)?.free}
            counted={null}
            closed={false}
            onChoose={(area) => {
              setChosen(area.id);
              onPick(null);
            }}
          />
        </div>
        <div className="flex-[1_1_12rem]">
          <Segmented
            label={t("desk.bookings.view")}
            value={view}
            onChange={setView}
            options={[
              { value: "map", label: t("desk.bookings.map") },
              { value: "list", label: t("desk.bookings.list") },
            ]}
          />
        </div>
      </div>
      {view === "map" ? (
        <div className="relative h-72 overflow-hidden lg:h-[clamp(18rem,56dvh,40rem)] rounded-box border border-line">
          <FloorMap
            floor={floor}
            states={states}
            mine={picked?.spot.id ?? null}
            describe={(spot) =>
              [spot.label, t(`type.${spot.type}`), t(isFree(spot.id) ? "state.free" : "state.taken")].join(
                ", ",
              )
            }
            onChoose={pick}
            label={t("map.label", { floor: here.name, lot: lot?.name ?? "" })}
          />
        </div>
      ) : (
        <FreeSpots
          floor={floor}
          isFree={isFree}
          first={type ?? "standard"}
          picked={picked?.spot.id ?? null}
          onPick={pick}
        />
      )}
    </div>
  );
}

interface ListProps {
  floor: Floor;
  isFree: (id: SpaceId) => boolean;
  first: SpaceType;
  picked: SpaceId | null;
  onPick: (spot: Spot) => void;
}

function FreeSpots({ floor, isFree, first, picked, onPick }: ListProps) {
  const { t } = useStaffI18n();
  const others = (spot: Spot) => Number(spot.type !== first);
  const free = floor.spots
    .filter(({ id }) => isFree(id))
    .sort((a, b) => others(a) - others(b) || BY_LABEL.compare(a.label, b.label));
  if (free.length === 0)
    return (
      <p role="status" className="py-8 text-center text-ink-2">
        {t("desk.bookings.floorFull")}
      </p>
    );
  return (
    <ul
      className="grid max-h-64 lg:max-h-[clamp(18rem,56dvh,40rem)] grid-cols-[repeat(auto-fill,minmax(min(100%,9.5rem),1fr))] gap-2 overflow-y-auto p-0.5"
      data-testid="free-spots"
    >
      {free.map((spot) => (
        <li key={spot.id}>
          <button
            type="button"
            aria-pressed={picked === spot.id}
            data-testid={`free-${spot.label}`}
            onClick={() => onPick(spot)}
            className="flex min-h-11 w-full items-center gap-2 rounded-box border border-line bg-glass-strong px-3 py-1.5 text-left text-m hover:bg-accent-soft aria-pressed:border-transparent aria-pressed:bg-accent aria-pressed:text-accent-ink"
          >
            <b>{spot.label}</b> <SpotSign type={spot.type} size={14} /> {t(`type.${spot.type}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}
