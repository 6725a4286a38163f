/** Fetches what a driver will need where there is no signal, while there still is one. */
import type { Query, QueryClient } from "@tanstack/react-query";
import { kept } from "../kept/kept";
import { isFromPhone } from "../kept/persister";
import { rememberedReferences } from "../kept/remembered";
import { bookingKeys, bookingQuery, currentBookingsQuery } from "./bookings";
import { serverNow } from "./clock";
import { areaMapQuery, lotQuery } from "./lots";
import { isOnline, watchReach } from "./reach";
import { hasSession } from "./session";
import type { Booking } from "./types";
import { vehiclesQuery } from "./vehicles";

/**
 * Keeps every current booking on the phone with its lot and its floor, looked at or not, and the vehicles. Goes on
 * until the returned function is called.
 */
export function fetchAhead(cache: QueryClient): () => void {
  const fetched = new Set<unknown>();

  function prepare(booking: Booking, seenAt: number): void {
    const key = bookingKeys.one(booking.reference);
    if ((cache.getQueryState(key)?.dataUpdatedAt ?? 0) < seenAt) {
      cache.setQueryData(key, booking, { updatedAt: seenAt });
    }
    if (!isCurrent(booking) || fetched.has(booking.area.id)) return;
    fetched.add(booking.area.id);
    void cache.query(lotQuery(booking.lot.slug)).catch(ignore);
    void cache.query(areaMapQuery(booking.area.id)).catch(ignore);
  }

  function prepareFor(query: Query): void {
    const key = query.queryKey;
    const { data, dataUpdatedAt } = query.state as { data: unknown; dataUpdatedAt: number };
    if (key[0] !== "bookings" || !data || isFromPhone(query)) return;
    if (key[1] === "one") prepare(data as Booking, dataUpdatedAt);
    else if (key[2] === "current") {
      for (const booking of (data as { bookings: Booking[] }).bookings) prepare(booking, dataUpdatedAt);
    }
  }

  const stop = cache.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || !isOnline()) return;
    const query = event.query as Query;
    if (query.queryKey[0] === "me" && query.state.data) askForAccount();
    prepareFor(query);
  });

  function askForAccount(): void {
    void cache.query(currentBookingsQuery).catch(ignore);
    void cache.query(vehiclesQuery).catch(ignore);
  }

  function ask(): void {
    if (!isOnline()) return;
    fetched.clear();
    cache.getQueryCache().getAll().forEach(prepareFor); // what the page asked for before this began
    if (hasSession()) askForAccount();
    for (const reference of rememberedReferences()) void cache.query(bookingQuery(reference)).catch(ignore);
  }

  void kept.tidy(serverNow());
  ask();
  const unwatch = watchReach(ask);
  return () => {
    stop();
    unwatch();
  };
}

function isCurrent(booking: Booking): boolean {
  const lives = booking.status === "confirmed" || booking.status === "held";
  return lives && Date.parse(booking.endsAt) > serverNow();
}

function ignore(): void {
  // What could not be fetched now is asked for again when the server can be reached.
}
