import type { ReactNode } from "react";
import type { StaffBooking } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { isLanguage, languages } from "../../../i18n/languages";
import type { PlainStaffKey } from "../../../i18n/admin/words";
import { useStaffI18n } from "../../../i18n/admin/words";
import { SpotSign } from "../../../ui/SpotSign";
import { Card } from "../Card";
import { FactList } from "../FactList";
import { Tag } from "../Tag";

const CHANNELS = {
  web: "desk.bookings.channel.web",
  telegram: "desk.bookings.channel.telegram",
  desk: "desk.bookings.channel.desk",
  api: "desk.bookings.channel.api",
} as const satisfies Record<string, PlainStaffKey>;

/** Spot, times, person and car. */
export function BookingFacts({ lot, booking }: { lot: WorkLot; booking: StaffBooking }) {
  const { t, format } = useStaffI18n();
  const at = (moment: string | null) => moment && format.end(moment, lot.timeZone);
  const channel = booking.channel;
  return (
    <Card title={t("desk.bookings.facts")} testId="booking-facts">
      <FactList
        facts={[
          {
            name: t("desk.bookings.spot"),
            value: (
              <span
                className="inline-flex flex-wrap items-center gap-x-1.5 font-medium"
                data-testid="booking-spot"
              >
                {booking.area.code} · {booking.space.label}
                <SpotSign type={booking.space.type} size={14} />
                <span className="font-normal text-ink-2">{t(`type.${booking.space.type}`)}</span>
              </span>
            ),
          },
          {
            name: t("desk.bookings.when"),
            value: format.period(booking.startsAt, booking.endsAt, lot.timeZone),
          },
          {
            name: t("desk.bookings.person"),
            value: (
              <Lines
                of={[
                  booking.name,
                  booking.email,
                  t(booking.personId === null ? "desk.bookings.guest" : "desk.bookings.account"),
                  booking.isBlocked && <Tag tone="bad">{t("desk.bookings.blocked")}</Tag>,
                ]}
              />
            ),
          },
          {
            name: t("desk.bookings.vehicle"),
            value:
              booking.vehicle &&
              [booking.vehicle.colour, booking.vehicle.make, booking.vehicle.model].join(" "),
          },
          { name: t("desk.bookings.stay"), value: <Stays lot={lot} booking={booking} /> },
          {
            name: t("desk.bookings.moved"),
            value: booking.moves.length > 0 && (
              <Lines
                of={booking.moves.map((move) =>
                  t("desk.bookings.movedFrom", {
                    from: `${move.fromAreaCode} · ${move.fromLabel}`,
                    to: `${move.toAreaCode} · ${move.toLabel}`,
                    time: format.end(move.movedAt, lot.timeZone),
                  }),
                )}
              />
            ),
          },
          {
            name: t("desk.bookings.longer"),
            value: booking.extensions.length > 0 && (
              <Lines
                of={booking.extensions.map((more) =>
                  t("desk.bookings.longerTo", {
                    time: format.end(more.endsAt, lot.timeZone),
                    amount: format.money(more.amountSen, booking.currency),
                  }),
                )}
              />
            ),
          },
          {
            name: t("desk.bookings.channel"),
            value: Object.hasOwn(CHANNELS, channel) ? t(CHANNELS[channel as keyof typeof CHANNELS]) : channel,
          },
          {
            name: t("desk.bookings.language"),
            value: isLanguage(booking.language) ? languages[booking.language].name : booking.language,
          },
          { name: t("desk.bookings.made"), value: at(booking.createdAt) },
          { name: t("desk.bookings.confirmed"), value: at(booking.confirmedAt) },
          { name: t("desk.bookings.ended"), value: at(booking.endedAt) },
        ]}
      />
    </Card>
  );
}

function Stays({ lot, booking }: { lot: WorkLot; booking: StaffBooking }) {
  const { t, format } = useStaffI18n();
  const at = (moment: string) => format.end(moment, lot.timeZone);
  if (booking.stays.length === 0) return booking.status === "confirmed" ? t("desk.bookings.notCome") : null;
  return (
    <Lines
      of={booking.stays.map((stay) =>
        stay.exitedAt === null
          ? t("desk.bookings.stayIn", { time: at(stay.enteredAt) })
          : t("desk.bookings.stayOut", { from: at(stay.enteredAt), to: at(stay.exitedAt) }),
      )}
    />
  );
}

/** One below the other. */
function Lines({ of }: { of: readonly ReactNode[] }) {
  return (
    <span className="flex flex-col items-start gap-0.5">
      {of.filter(Boolean).map((line, i) => (
        <span key={i}>{line}</span>
      ))}
    </span>
  );
}
