import { AlarmClockPlus, ArrowRightLeft, CircleX, Users } from "lucide-react";
import { useState } from "react";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { Work, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button, ButtonLink } from "../../../ui/Button";
import { heldExtension } from "../../booking/extending";
import { Card } from "../Card";
import { CancelDialog } from "./CancelDialog";
import { MoreTimeDialog } from "./MoreTimeDialog";
import { MoveDialog } from "./MoveDialog";

interface Props {
  lot: WorkLot;
  work: Work;
  booking: StaffBooking;
}

/** What the role may do with the booking as it stands. */
export function Verbs({ lot, work, booking }: Props) {
  const { t } = useStaffI18n();
  const [doing, setDoing] = useState<"more" | "move" | "cancel" | null>(null);
  const isCurrent = booking.status === "held" || booking.status === "confirmed";
  const mayChange = lot.permissions.includes("change_bookings");
  const close = () => setDoing(null);
  return (
    <Card title={t("desk.bookings.verbs")} testId="verbs">
      <div className="grid grid-cols-1 gap-2.5">
        {isCurrent && mayChange ? (
          <>
            {booking.status === "confirmed" && !heldExtension(booking) ? (
              <Button
                tone="quiet"
                icon={<AlarmClockPlus size={18} aria-hidden />}
                data-testid="more-time"
                onClick={() => setDoing("more")}
              >
                {t("desk.bookings.moreTime")}
              </Button>
            ) : null}
            <Button
              tone="quiet"
              icon={<ArrowRightLeft size={18} aria-hidden />}
              data-testid="move"
              onClick={() => setDoing("move")}
            >
              {t("desk.bookings.move")}
            </Button>
            <Button
              tone="danger"
              icon={<CircleX size={18} aria-hidden />}
              data-testid="cancel"
              onClick={() => setDoing("cancel")}
            >
              {t("desk.bookings.cancel")}
            </Button>
          </>
        ) : (
          <p className="text-m text-ink-2">
            {t(mayChange ? "desk.bookings.noVerbs" : "desk.bookings.readOnly")}
          </p>
        )}
        {work.everywhere.includes("manage_people") ? (
          <ButtonLink
            tone="plain"
            icon={<Users size={17} aria-hidden />}
            href={`${routes.admin(lot.slug, "people")}?q=${encodeURIComponent(booking.email)}`}
            testId="find-person"
          >
            {t("desk.bookings.findPerson")}
          </ButtonLink>
        ) : null}
      </div>
      {doing === "more" ? <MoreTimeDialog lot={lot} booking={booking} onClose={close} /> : null}
      {doing === "move" ? <MoveDialog lot={lot} booking={booking} onClose={close} /> : null}
      {doing === "cancel" ? <CancelDialog lot={lot} booking={booking} onClose={close} /> : null}
    </Card>
  );
}
