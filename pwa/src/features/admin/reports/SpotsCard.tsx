import { useMemo, useState } from "react";
import { reportFile, useFloorUse } from "../../../api/admin/reports";
import type { DaySpan, FloorUse, SpotUse } from "../../../api/admin/reports";
import type { FloorNow, WorkLot } from "../../../api/admin/types";
import { useAreaMap } from "../../../api/lots";
import { useStaffI18n } from "../../../i18n/admin/words";
import { FloorMap } from "../../../map/FloorMap";
import { prepareFloor } from "../../../map/floor";
import type { Spot } from "../../../map/floor";
import { Segmented } from "../../../ui/Segmented";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { FloorSkeleton } from "../../lots/LotSkeletons";
import { Card } from "../Card";
import { Downloads } from "./Downloads";
import { scaleTop } from "./heat";
import { SpotsByUse } from "./SpotsByUse";

interface Props {
  lot: WorkLot;
  days: DaySpan;
  floors: readonly FloorNow[];
}

const NO_STATES = new Map();

/** Spot by spot over a floor: the fuller its drawing, the more it was booked; and the same as a list. */
export function SpotsCard({ lot, days, floors }: Props) {
  const { t } = useStaffI18n();
  const [code, setCode] = useState<string | null>(null);
  const nearest = floors.toSorted((a, b) => Math.abs(a.level) - Math.abs(b.level))[0];
  const here = floors.find((floor) => floor.code === code) ?? nearest;
  const use = useFloorUse(lot.slug, days, here?.areaId);
  return (
    <Card
      title={t("desk.reports.bySpot")}
      testId="by-spot"
      action={
        here ? (
          <Downloads
            of={t("desk.reports.bySpot")}
            files={[{ kind: "csv", address: reportFile.spots(lot.slug, days, here.areaId) }]}
          />
        ) : null
      }
    >
      {here && floors.length > 1 ? (
        <div className="mb-3 max-w-md print:hidden">
          <Segmented
            label={t("desk.reports.floor")}
            value={here.code}
            onChange={setCode}
            options={floors.map((floor) => ({ value: floor.code, label: floor.code }))}
          />
        </div>
      ) : null}
      {here && use.data ? (
        <FloorHeat key={here.areaId} lot={lot} here={here} use={use.data} />
      ) : use.error ? (
        <Trouble error={use.error} onRetry={() => void use.refetch()} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </Card>
  );
}

function FloorHeat({ lot, here, use }: { lot: WorkLot; here: FloorNow; use: FloorUse }) {
  const { t, format } = useStaffI18n();
  const map = useAreaMap(here.areaId);
  const floor = useMemo(() => (map.data ? prepareFloor(map.data) : null), [map.data]);
  const [picked, setPicked] = useState<Spot["id"] | null>(null);
  const top = scaleTop(use.spots.map((spot) => spot.bookedPercent));
  const byId = useMemo(() => new Map(use.spots.map((spot) => [spot.spaceId, spot])), [use.spots]);
  const heat = useMemo(
    () => new Map(use.spots.map((spot) => [spot.spaceId, (spot.bookedPercent ?? 0) / top])),
    [use.spots, top],
  );

  function tell(spot: Pick<Spot, "label" | "type">, used: SpotUse | undefined): string {
    const share =
      used?.bookedPercent == null
        ? t("desk.reports.spotShut")
        : t("desk.reports.spotTold", {
            booked: format.number(used.bookedPercent),
            stays: t("desk.reports.stays", { count: used.stays }),
            net: format.money(used.netSen, use.currency),
          });
    return `${spot.label}, ${t(`type.${spot.type}`)}: ${share}`;
  }
  const chosen = picked === null ? undefined : byId.get(picked);

  return (
    <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div>
        <p className="mb-2 text-s text-ink-2">{t("desk.reports.mapText", { percent: top })}</p>
        <div className="relative h-[clamp(20rem,62dvh,38rem)]">
          {floor ? (
            <FloorMap
              floor={floor}
              states={NO_STATES}
              heat={heat}
              picked={picked}
              describe={(spot) => tell(spot, byId.get(spot.id))}
              onChoose={(spot) => setPicked(spot?.id ?? null)}
              label={t("map.label", { floor: here.name, lot: lot.name })}
            />
          ) : map.error ? (
            <Trouble error={map.error} onRetry={() => void map.refetch()} />
          ) : (
            <FloorSkeleton />
          )}
        </div>
        <p className="num mt-2 min-h-5 text-s font-medium" role="status" data-testid="spot-told">
          {chosen ? tell(chosen, chosen) : t("desk.reports.pickSpot")}
        </p>
      </div>
      <SpotsByUse use={use} top={top} picked={picked} onPick={setPicked} />
    </div>
  );
}
