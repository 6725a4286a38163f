import { usePayLink, useTakeAtCounter } from "../../../api/admin/bookings";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Due } from "./Due";

/** A booking that is held and not paid for. */
export function BookingDue({ lot, booking }: { lot: WorkLot; booking: StaffBooking }) {
  const { t, format } = useStaffI18n();
  const link = usePayLink(lot.slug, booking.reference);
  const take = useTakeAtCounter(lot.slug, booking.reference);
  const amount = format.money(booking.amountSen, booking.currency);
  const until = booking.holdExpiresAt && format.end(booking.holdExpiresAt, lot.timeZone);
  return (
    <Due
      lot={lot}
      title={t("desk.bookings.due", { amount })}
      until={until && t("desk.bookings.dueText", { time: until })}
      amount={amount}
      link={link}
      take={take}
      testId="due"
    />
  );
}
