import clsx from "clsx";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { stageOf } from "./lifecycle";
import type { BookingStage } from "./lifecycle";

const LOOKS: Record<BookingStage, string> = {
  held: "bg-held text-held-ink",
  pending: "bg-held text-held-ink",
  confirmed: "bg-free text-free-ink",
  completed: "bg-shut text-shut-ink",
  cancelled: "bg-shut text-shut-ink",
  expired: "bg-shut text-shut-ink",
  no_show: "bg-shut text-shut-ink",
  displaced: "bg-taken text-taken-ink",
};

export function StatusPill({ booking }: { booking: Pick<Booking, "status" | "payment"> }) {
  const { t } = useI18n();
  const stage = stageOf(booking);
  return (
    <span className={clsx("rounded-full px-2.5 py-1 text-s font-semibold whitespace-nowrap", LOOKS[stage])}>
      {t(`status.${stage}`)}
    </span>
  );
}
