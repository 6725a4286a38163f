import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lotNowQuery } from "../../../api/admin/live";
import { useUse } from "../../../api/admin/reports";
import type { DaySpan } from "../../../api/admin/reports";
import type { LotNow, WorkLot } from "../../../api/admin/types";
import type { SpaceType } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { SelectField } from "../../../ui/SelectField";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { daysBefore } from "./days";
import { HoursCard } from "./HoursCard";
import { SpotsCard } from "./SpotsCard";
import { UseFigures } from "./UseFigures";

/** Of a lot's floors and kinds of spots, all or one. */
const ALL = "all";

/** How the spots were used: in all, by the hour of the week, and one by one. */
export function UseView({ lot, days }: { lot: WorkLot; days: DaySpan }) {
  const { t } = useStaffI18n();
  const floors = useQuery({ ...lotNowQuery(lot.slug), select: floorsOf }).data ?? [];
  const [floor, setFloor] = useState<string>(ALL);
  const [type, setType] = useState<SpaceType | typeof ALL>(ALL);
  const filter = {
    area: floors.find(({ code }) => code === floor)?.areaId ?? null,
    type: type === ALL ? null : type,
  };
  const use = useUse(lot.slug, days, filter);
  const before = useUse(lot.slug, daysBefore(days), filter).data;
  const types = [...new Set(floors.flatMap(({ byType }) => byType.map((one) => one.type)))];

  return (
    <div className="grid grid-cols-1 gap-4" data-testid="use">
      <div className="grid max-w-2xl grid-cols-2 gap-2.5 print:hidden">
        <SelectField
          label={t("desk.reports.floor")}
          value={floor}
          onChange={setFloor}
          testId="use-floor"
          options={[
            { value: ALL, label: t("desk.reports.allFloors") },
            ...floors.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` })),
          ]}
        />
        <SelectField
          label={t("desk.kind")}
          value={type}
          onChange={setType}
          testId="use-type"
          options={[
            { value: ALL, label: t("desk.reports.allTypes") },
            ...types.map((value) => ({ value, label: t(`type.${value}`) })),
          ]}
        />
      </div>
      {use.data ? (
        <>
          <UseFigures use={use.data} before={before} />
          <HoursCard slug={lot.slug} days={days} filter={filter} use={use.data} />
        </>
      ) : use.error ? (
        <Trouble error={use.error} onRetry={() => void use.refetch()} />
      ) : (
        <div className="grid grid-cols-1 gap-4" role="status" aria-label={t("desk.reports.counting")}>
          <Skeleton className="h-52 !rounded-[20px]" />
          <Skeleton className="h-96 !rounded-card" />
        </div>
      )}
      <SpotsCard lot={lot} days={days} floors={floors} />
    </div>
  );
}

function floorsOf(now: LotNow) {
  return now.floors.toSorted((a, b) => b.level - a.level);
}
