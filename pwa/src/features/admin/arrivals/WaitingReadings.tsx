import { useReadings } from "../../../api/admin/readings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { ReadingsQueue } from "../readings/ReadingsQueue";

/** Plates that a reader is not sure of: their cars stand at the barrier, so they come before all else. */
export function WaitingReadings({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const readings = useReadings(lot.slug);
  if (!readings.data?.pages.some((page) => page.observations.length > 0)) return null;
  return (
    <section aria-labelledby="waiting-readings" data-testid="waiting-readings">
      <h2 id="waiting-readings" className="mb-2.5 text-base font-semibold">
        {t("desk.programs.doubtful")}
      </h2>
      <ReadingsQueue lot={lot} />
    </section>
  );
}
