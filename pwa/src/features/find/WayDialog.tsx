import type { Booking } from "../../api/types";
import { Dialog } from "../../ui/Dialog";
import { NoMap } from "./NoMap";
import { useBookedFloor } from "./useBookedFloor";
import { WayChoice } from "./WayChoice";
import { WayMap } from "./WayMap";

interface Props {
  booking: Booking;
  /** The id of the landmark from which the way begins; null for the nearest. */
  from: string | null;
  onChooseFrom: (landmark: string) => void;
  onClose: () => void;
}

/** The way to a booked spot on a map that can be moved. */
export default function WayDialog({ booking, from, onChooseFrom, onClose }: Props) {
  const { floor, missing, ways, way } = useBookedFloor(booking, from);
  return (
    <Dialog title={`${booking.area.name} · ${booking.space.label}`} onClose={onClose} testId="find-dialog">
      {missing ? <NoMap booking={booking} className="m-5 mt-0" /> : null}
      <WayChoice booking={booking} ways={ways} chosen={way} onChoose={(it) => onChooseFrom(it.landmark.id)} />
      <div className="-mx-5 mt-3 -mb-5 h-[60dvh]">
        {floor ? <WayMap floor={floor} booking={booking} way={way} /> : null}
      </div>
    </Dialog>
  );
}
