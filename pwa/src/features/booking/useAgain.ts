import { useLot } from "../../api/lots";
import type { Booking } from "../../api/types";
import { useNow } from "../../ui/useNow";
import { againAddress, againPeriod } from "./again";
import { resolvePeriod } from "./period";
import type { ResolvedPeriod } from "./period";

/** Where a booking is made again, and for when; no time until the lot's hours are known, or when it takes none. */
export function useAgain(booking: Booking): { href: string; period: ResolvedPeriod | null } {
  const lot = useLot(booking.lot.slug).data;
  const now = useNow(60_000);
  const choice = lot ? againPeriod(booking, lot, now) : null;
  return { href: againAddress(booking, choice), period: choice && resolvePeriod(choice, now) };
}
