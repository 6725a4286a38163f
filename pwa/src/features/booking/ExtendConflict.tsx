import { useLocation } from "wouter";
import type { Booking, ExtensionQuote } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { addressOfSpot, freeUntil } from "./extending";
import { NearestSpots } from "./NearestSpots";

interface Props {
  booking: Booking;
  quote: ExtensionQuote;
}

/** The spot is another's before the wanted end: until when it is free, and the nearest equals for the rest. */
export function ExtendConflict({ booking, quote }: Props) {
  const { t, format } = useI18n();
  const [, navigate] = useLocation();
  const free = freeUntil(booking, quote);
  const time = format.end(free, booking.lot.timeZone);
  return (
    <div data-testid="extend-conflict">
      <NearestSpots
        label={booking.space.label}
        title={t("extend.taken", { label: booking.space.label, time })}
        sentence={t(
          quote.nearest.length === 0
            ? "extend.takenNone"
            : free > booking.endsAt
              ? "extend.takenText"
              : "extend.takenNow",
        )}
        nearest={quote.nearest}
        onChoose={(spot) => navigate(addressOfSpot(booking, spot, quote.endsAt))}
      />
    </div>
  );
}
