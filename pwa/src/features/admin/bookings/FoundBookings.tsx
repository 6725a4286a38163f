import { ChevronRight } from "lucide-react";
import { Link } from "wouter";
import type { BookingRow } from "../../../api/admin/bookings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Plate } from "../../../ui/Plate";
import { useMedia, WIDE } from "../../../ui/useMedia";
import { StatusTag } from "./StatusTag";

interface Props {
  lot: WorkLot;
  bookings: readonly BookingRow[];
}

/** What was found: a table at the desk, cards on a phone. */
export function FoundBookings(props: Props) {
  return useMedia(WIDE) ? <Table {...props} /> : <Cards {...props} />;
}

function Table({ lot, bookings }: Props) {
  const { t, format } = useStaffI18n();
  const heads = ["reference", "plate", "who", "when", "spot", "status"] as const;
  return (
    <table className="num w-full text-left text-m" data-testid="found-table">
      <thead className="text-s text-ink-2">
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className="pr-4 pb-2 font-medium">
              {t(`desk.bookings.${head}`)}
            </th>
          ))}
          <th scope="col" className="pb-2 text-right font-medium">
            {t("desk.bookings.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {bookings.map((booking) => (
          <tr key={booking.id} className="relative border-t border-line hover:bg-accent-soft">
            <td className="py-3 pr-4 font-semibold whitespace-nowrap">
              <Link
                href={routes.admin(lot.slug, "bookings", booking.reference)}
                data-testid={`booking-${booking.reference}`}
                className="text-accent after:absolute after:inset-0"
              >
                {booking.reference}
              </Link>
            </td>
            <td className="py-3 pr-4">
              <Plate number={booking.plateNumber} />
            </td>
            <td className="max-w-64 py-3 pr-4 [overflow-wrap:anywhere]">
              {booking.name ? <span className="block font-medium">{booking.name}</span> : null}
              <span className="block text-s text-ink-2">{booking.email}</span>
            </td>
            <td className="py-3 pr-4">{format.period(booking.startsAt, booking.endsAt, lot.timeZone)}</td>
            <td className="py-3 pr-4 whitespace-nowrap">{spotOf(booking)}</td>
            <td className="py-3 pr-4">
              <StatusTag status={booking.status} />
            </td>
            <td className="py-3 text-right font-semibold whitespace-nowrap">
              {format.money(booking.amountSen, lot.currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ lot, bookings }: Props) {
  const { format } = useStaffI18n();
  return (
    <ul className="-mx-1.5">
      {bookings.map((booking) => (
        <li key={booking.id} className="border-t border-line first:border-0">
          <Link
            href={routes.admin(lot.slug, "bookings", booking.reference)}
            data-testid={`booking-${booking.reference}`}
            className="num flex items-center gap-2 rounded-[14px] px-1.5 py-3"
          >
            <span className="grid min-w-0 flex-1 gap-1 text-m">
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Plate number={booking.plateNumber} /> <StatusTag status={booking.status} />
              </span>{" "}
              <span className="font-medium [overflow-wrap:anywhere]">{booking.name ?? booking.email}</span>{" "}
              <span>{format.period(booking.startsAt, booking.endsAt, lot.timeZone)}</span>{" "}
              <span className="text-s text-ink-2">
                {[booking.reference, spotOf(booking), format.money(booking.amountSen, lot.currency)].join(
                  " · ",
                )}
              </span>
            </span>
            <ChevronRight size={18} aria-hidden className="shrink-0 text-ink-2" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function spotOf(booking: BookingRow): string {
  return `${booking.areaCode} · ${booking.spaceLabel}`;
}
