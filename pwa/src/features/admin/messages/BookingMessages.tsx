import { useBookingMessages } from "../../../api/admin/messages";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Card } from "../Card";
import { Rows } from "../Rows";
import { MessageList } from "./MessageList";

/** What was told about one booking. */
export function BookingMessages({ lot, reference }: { lot: WorkLot; reference: string }) {
  const { t } = useStaffI18n();
  const told = useBookingMessages(lot.slug, reference);
  return (
    <Card title={t("desk.bookings.messages")} testId="booking-messages">
      <Rows rows={told.data} of={told} none={t("desk.messages.noneOfBooking")}>
        {(messages) => <MessageList lot={lot} messages={messages} reference={reference} />}
      </Rows>
    </Card>
  );
}
