import { ScanLine } from "lucide-react";
import { useState } from "react";
import { useReadings } from "../../../api/admin/readings";
import type { Reading } from "../../../api/admin/readings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { CutNote } from "../CutNote";
import { moreOf, MoreRows } from "../Rows";
import { DismissDialog } from "./DismissDialog";
import { ReadingCard } from "./ReadingCard";

/** The plates that a reader is not sure of, each with what can be done about it. */
export function ReadingsQueue({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const readings = useReadings(lot.slug);
  const [leaving, setLeaving] = useState<Reading | null>(null);
  if (readings.isPending) return <Skeleton className="h-48 !rounded-card" />;
  if (!readings.data) return <Trouble error={readings.error} onRetry={() => void readings.refetch()} />;
  const observations = readings.data.pages.flatMap((page) => page.observations);
  const more = moreOf(readings, t("past.more"));
  return (
    <>
      {observations.length === 0 ? (
        <div className="glass flex flex-col items-center gap-3 rounded-card px-6 py-12 text-center">
          <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
            <ScanLine size={26} aria-hidden />
          </span>
          <p className="max-w-80 text-ink-2" data-testid="no-readings">
            {t("desk.readings.none")}
          </p>
        </div>
      ) : (
        <ul className="grid gap-4" data-testid="readings">
          {observations.map((reading) => (
            <ReadingCard key={reading.id} lot={lot} reading={reading} onDismiss={() => setLeaving(reading)} />
          ))}
        </ul>
      )}
      <CutNote order="newest" shown={observations.length} count={readings.data.pages[0]?.count ?? 0} />
      {more ? <MoreRows {...more} /> : null}
      {leaving ? <DismissDialog lot={lot} reading={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}
