import {
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import { syncClock } from "./clock";
import { isProblem } from "./problem";
import type { Booking, BookingRequest, QuoteRequest } from "./types";

export const bookingKeys = {
  all: ["bookings"] as const,
  one: (reference: string) => ["bookings", "one", reference] as const,
  /** All that is told of the driver who is signed in. */
  mine: ["bookings", "list"] as const,
  current: ["bookings", "list", "current"] as const,
  past: (lot: string | null) => ["bookings", "list", "past", lot] as const,
  totals: ["bookings", "list", "totals"] as const,
};

/** The server's price for a spot and a period: the only price there is. */
export function useQuote(request: QuoteRequest | null) {
  return useQuery({
    queryKey: ["quotes", request],
    queryFn: ({ signal }) => {
      if (!request) throw new Error("no spot is chosen");
      return answerOf(client.POST("/api/quotes", { body: request, signal }));
    },
    enabled: request !== null,
    staleTime: 60_000,
    placeholderData: (previous, query) => (sameSpot(query?.queryKey[1], request) ? previous : undefined),
  });
}

function sameSpot(before: unknown, now: QuoteRequest | null): boolean {
  return (before as QuoteRequest | null | undefined)?.spaceId === now?.spaceId;
}

/** Holds a spot. The key makes a repeated request harmless: the caller keeps it until an answer is known. */
export function useHoldSpace() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ request, key }: { request: BookingRequest; key: string }) =>
      answerOf(client.POST("/api/bookings", { body: request, headers: { "Idempotency-Key": key } })),
    onSuccess: (booking) => {
      syncClock(booking.serverTime);
      void cache.invalidateQueries({ queryKey: bookingKeys.mine });
    },
  });
}

/** What is to be paid: a booking, more time for it, or what staying past its end costs. */
export interface Due {
  reference: string;
  extensionId?: number | undefined;
  owed?: boolean;
}

export function useStartPayment() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (due: Due) => answerOf(startPaymentOf(due)),
    onError: (_error, { reference }) => cache.invalidateQueries({ queryKey: bookingKeys.one(reference) }),
  });
}

function startPaymentOf({ reference, extensionId, owed }: Due) {
  if (owed)
    return client.POST("/api/bookings/{reference}/owed/payments", { params: { path: { reference } } });
  return extensionId === undefined
    ? client.POST("/api/bookings/{reference}/payments", { params: { path: { reference } } })
    : client.POST("/api/bookings/{reference}/extensions/{extension_id}/payments", {
        params: { path: { reference, extension_id: String(extensionId) } },
      });
}

export function bookingQuery(reference: string) {
  return queryOptions({
    queryKey: bookingKeys.one(reference),
    queryFn: async ({ signal }) => {
      const booking = await answerOf(
        client.GET("/api/bookings/{reference}", { params: { path: { reference } }, signal }),
      );
      syncClock(booking.serverTime);
      return booking;
    },
    staleTime: 5_000,
  });
}

/** One booking; `pollMs` asks again at that pace, for when the event stream does not flow. */
export function useBooking(
  reference: string,
  enabled: boolean,
  pollMs: (booking: Booking | undefined) => number | false,
) {
  return useQuery({
    ...bookingQuery(reference),
    enabled,
    refetchInterval: (query) => pollMs(query.state.data),
  });
}

/** Bookings known by reference alone, as a guest's phone remembers them; `pollMs` as for one. */
export function useBookingsByReference(
  references: readonly string[],
  pollMs: (booking: Booking | undefined) => number | false = never,
) {
  return useQueries({
    queries: references.map((reference) => ({
      ...bookingQuery(reference),
      refetchInterval: (query: { state: { data: Booking | undefined } }) => pollMs(query.state.data),
    })),
  });
}

export const currentBookingsQuery = queryOptions({
  queryKey: bookingKeys.current,
  queryFn: ({ signal }) =>
    answerOf(client.GET("/api/bookings", { params: { query: { scope: "current" } }, signal })),
});

interface CurrentOptions {
  /** Asked for anew at once. */
  fresh?: boolean;
  pollMs?: (bookings: readonly Booking[]) => number | false;
}

/** The live bookings of the driver who is signed in, soonest first; `pollMs` asks again at that pace. */
export function useCurrentBookings(enabled: boolean, { fresh = false, pollMs = never }: CurrentOptions = {}) {
  return useQuery({
    ...currentBookingsQuery,
    enabled,
    refetchOnMount: fresh ? "always" : true,
    refetchInterval: (query) => pollMs(query.state.data?.bookings ?? []),
  });
}

const never = () => false as const;

/** The past of the driver who is signed in, page by page, latest first; at one lot when its slug is given. */
export function usePastBookings(lot: string | null) {
  return useInfiniteQuery({
    queryKey: bookingKeys.past(lot),
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/bookings", {
          params: { query: { scope: "past", before: pageParam, lot } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** What the bookings of the driver who is signed in come to. */
export function useTotals() {
  return useQuery({
    queryKey: bookingKeys.totals,
    queryFn: ({ signal }) => answerOf(client.GET("/api/bookings/totals", { signal })),
  });
}

/** Takes what an answer says of a booking into the cache; what is told of the driver is asked for anew. */
export function keepBooking(cache: QueryClient, booking: Booking): void {
  syncClock(booking.serverTime);
  cache.setQueryData(bookingKeys.one(booking.reference), booking);
  void cache.invalidateQueries({ queryKey: bookingKeys.mine });
}

/** Opens a guest's booking on this device with the secret of its link. */
export function useOpenWithKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, key }: { reference: string; key: string }) =>
      answerOf(
        client.POST("/api/bookings/{reference}/access", { params: { path: { reference } }, body: { key } }),
      ),
    onSuccess: (booking) => keepBooking(cache, booking),
  });
}

export interface Cancellation {
  reference: string;
  /** The refund that the driver agreed to: one that has become less is refused. */
  shownSen: number | null;
}

export function useCancelBooking() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, shownSen }: Cancellation) =>
      answerOf(
        client.POST("/api/bookings/{reference}/cancel", {
          params: { path: { reference } },
          body: { expectedRefundSen: shownSen },
        }),
      ),
    onSuccess: (booking) => keepBooking(cache, booking),
    // Only with the booking as it is now is the next press about what is shown.
    onError: (error, { reference }) =>
      isProblem(error) ? cache.invalidateQueries({ queryKey: bookingKeys.one(reference) }) : undefined,
  });
}

/** The receipt of the booking's price, or the one with that number. */
export function receiptUrl(reference: string, number?: string): string {
  const file = number === undefined ? "receipt" : `receipts/${encodeURIComponent(number)}`;
  return `/api/bookings/${encodeURIComponent(reference)}/${file}.pdf`;
}
