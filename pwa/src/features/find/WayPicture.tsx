import type { Booking } from "../../api/types";
import { Skeleton } from "../../ui/Skeleton";
import { NoMap } from "./NoMap";
import { useBookedFloor } from "./useBookedFloor";
import { WayChoice } from "./WayChoice";
import { WayMap } from "./WayMap";

interface Props {
  booking: Booking;
  /** The id of the landmark from which the way begins; null for the nearest. */
  from: string | null;
  onChooseFrom: (landmark: string) => void;
}

/** The way to a booked spot in words, over a still picture of its floor. */
export default function WayPicture({ booking, from, onChooseFrom }: Props) {
  const { floor, missing, ways, way } = useBookedFloor(booking, from);
  return (
    <>
      <div className="px-5 pb-3">
        <WayChoice
          booking={booking}
          ways={ways}
          chosen={way}
          onChoose={(it) => onChooseFrom(it.landmark.id)}
        />
      </div>
      {floor ? (
        // A picture only: the page must scroll under a thumb. The map itself opens by the button.
        <div className="pointer-events-none h-72 border-t border-line" aria-hidden="true" inert>
          <WayMap floor={floor} booking={booking} way={way} still />
        </div>
      ) : missing ? (
        <NoMap booking={booking} className="m-5 mt-0" />
      ) : (
        <Skeleton className="m-5 mt-0 h-64" />
      )}
    </>
  );
}
