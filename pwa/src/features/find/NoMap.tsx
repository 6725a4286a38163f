import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";

/** The drawing of the booked floor cannot be had; the spot's label and the pass are good without it. */
export function NoMap({ booking, className }: { booking: Booking; className: string }) {
  const { t } = useI18n();
  return (
    <Notice tone="wait" className={className}>
      {t("find.noMap", { lot: booking.lot.name })}
    </Notice>
  );
}
