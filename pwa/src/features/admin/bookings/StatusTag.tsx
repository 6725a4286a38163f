import type { BookingStatus } from "../../../api/admin/bookings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Tag } from "../Tag";
import type { TagTone } from "../Tag";

const TONES: Record<BookingStatus, TagTone> = {
  held: "wait",
  confirmed: "good",
  completed: "over",
  cancelled: "over",
  expired: "over",
  no_show: "over",
  displaced: "bad",
};

export function StatusTag({ status, testId }: { status: BookingStatus; testId?: string }) {
  const { t } = useStaffI18n();
  return (
    <Tag tone={TONES[status]} {...(testId ? { testId } : {})}>
      {t(`status.${status}`)}
    </Tag>
  );
}
