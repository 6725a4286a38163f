import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/Notice";

/** The spot was held at another price than was shown before: the driver sees both before paying. */
export function PriceChange({ booking, was }: { booking: Booking; was: string | null }) {
  const { t, format } = useI18n();
  const before = Number(was);
  if (was === null || !Number.isInteger(before) || before === booking.amountSen) return null;
  return (
    <Notice tone="wait" urgent title={t("price.changed")} testId="price-changed">
      {t("price.changedText", {
        before: format.money(before, booking.currency),
        after: format.money(booking.amountSen, booking.currency),
      })}
    </Notice>
  );
}
