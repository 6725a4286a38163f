import { useMe } from "../../api/account";
import { useBookingsByReference, useCurrentBookings } from "../../api/bookings";
import type { Booking } from "../../api/types";
import { useRemembered } from "../../kept/remembered";
import { useNow } from "../../ui/useNow";

interface SpotsToFind {
  /** Confirmed and not over, the soonest first. */
  bookings: readonly Booking[];
  isPending: boolean;
  /** Why some could not be had, when that is so. */
  error: Error | null;
  /** Asks again for what could not be had. */
  retry: () => void;
  /** The age of the oldest of them. */
  seenAt: number;
}

/** The bookings a driver may be looking for now: the account's, and those this phone remembers of a guest. */
export function useSpotsToFind(): SpotsToFind {
  const me = useMe();
  const now = useNow(60_000);
  const own = useCurrentBookings(Boolean(me.data));
  const guests = useBookingsByReference(useRemembered());
  const known = new Map<string, Booking>();
  for (const booking of own.data?.bookings ?? []) known.set(booking.reference, booking);
  for (const { data } of guests) if (data) known.set(data.reference, data);
  const answers = [...(me.data ? [own] : []), ...guests];
  const failed = answers.filter((answer) => answer.isError && !answer.data);
  return {
    bookings: [...known.values()]
      .filter((booking) => booking.status === "confirmed" && Date.parse(booking.endsAt) > now)
      .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)),
    isPending: me.isPending || answers.some((answer) => answer.isPending),
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach((answer) => void answer.refetch()),
    seenAt: Math.min(...answers.map((answer) => answer.dataUpdatedAt).filter((at) => at > 0), Infinity),
  };
}
