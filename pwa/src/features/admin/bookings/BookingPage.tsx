import { ArrowLeft } from "lucide-react";
import { useStaffBooking } from "../../../api/admin/bookings";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { Work, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { RoundLink } from "../../../ui/Button";
import { Plate } from "../../../ui/Plate";
import { Trouble } from "../../../ui/Trouble";
import { useMedia } from "../../../ui/useMedia";
import { heldExtension } from "../../booking/extending";
import { BookingMessages } from "../messages/BookingMessages";
import { SectionSkeleton } from "../Skeletons";
import { BookingFacts } from "./BookingFacts";
import { BookingDue } from "./BookingDue";
import { HeldTime } from "./HeldTime";
import { MoneyCard } from "./MoneyCard";
import { StatusTag } from "./StatusTag";
import { Story } from "./Story";
import { Verbs } from "./Verbs";

/** Room for a column beside the facts. */
const DESK = "(min-width: 80rem)";

interface Props {
  lot: WorkLot;
  work: Work;
  reference: string;
}

/** One booking: all that is known of it, what was told, what happened, and what can be done. */
export function BookingPage({ lot, work, reference }: Props) {
  const booking = useStaffBooking(lot.slug, reference);
  if (booking.data) return <Shown lot={lot} work={work} booking={booking.data} />;
  return booking.error ? (
    <Trouble error={booking.error} onRetry={() => void booking.refetch()} isPage />
  ) : (
    <SectionSkeleton />
  );
}

function Shown({ lot, work, booking }: Omit<Props, "reference"> & { booking: StaffBooking }) {
  const { t, format } = useStaffI18n();
  const desk = useMedia(DESK);
  const held = heldExtension(booking);
  const verbs = <Verbs lot={lot} work={work} booking={booking} />;
  return (
    <div className="max-w-[80rem]" data-testid="staff-booking">
      <header className="flex items-center gap-3">
        <RoundLink label={t("desk.bookings.back")} href={routes.admin(lot.slug, "bookings")}>
          <ArrowLeft size={19} aria-hidden />
        </RoundLink>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="num min-w-0 text-2xl font-bold tracking-tight [overflow-wrap:anywhere]">
              {booking.reference}
            </h1>
            <StatusTag status={booking.status} testId="booking-state" />
            <Plate number={booking.plateNumber} />
          </div>
          <p className="num mt-1 text-ink-2">
            {booking.area.code} · {booking.space.label},{" "}
            {format.period(booking.startsAt, booking.endsAt, lot.timeZone)}
          </p>
        </div>
      </header>
      <div className="mt-4 grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_25rem] xl:gap-4.5">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {booking.status === "held" ? <BookingDue lot={lot} booking={booking} /> : null}
          {held ? <HeldTime lot={lot} booking={booking} extension={held} /> : null}
          {desk ? null : verbs}
          <BookingFacts lot={lot} booking={booking} />
          <MoneyCard lot={lot} booking={booking} />
          <BookingMessages lot={lot} reference={booking.reference} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {desk ? verbs : null}
          <Story lot={lot} reference={booking.reference} />
        </div>
      </div>
    </div>
  );
}
