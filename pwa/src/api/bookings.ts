import { queryOptions, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "./client";
import { syncClock } from "./clock";
import { isProblem } from "./problem";
import type { Booking, BookingRequest, QuoteRequest } from "./types";

export const bookingKeys = {
  all: ["bookings"] as const,
  one: (reference: string) => ["bookings", "one", reference] as const,
  list: (scope: "current" | "past") => ["bookings", "list", scope] as const,
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
      void cache.invalidateQueries({ queryKey: ["bookings", "list"] });
    },
  });
}

export function useStartPayment() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reference: string) =>
      answerOf(client.POST("/api/bookings/{reference}/payments", { params: { path: { reference } } })),
    onError: (_error, reference) => cache.invalidateQueries({ queryKey: bookingKeys.one(reference) }),
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

/** Bookings known by reference alone, as a guest's phone remembers them. */
export function useBookingsByReference(references: readonly string[]) {
  return useQueries({ queries: references.map(bookingQuery) });
}

/** The bookings of the driver who is signed in. */
export function useBookings(scope: "current" | "past", enabled: boolean) {
  return useQuery({
    queryKey: bookingKeys.list(scope),
    queryFn: ({ signal }) => answerOf(client.GET("/api/bookings", { params: { query: { scope } }, signal })),
    enabled,
  });
}

/** Opens a guest's booking on this device with the secret of its link. */
export function useOpenWithKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, key }: { reference: string; key: string }) =>
      answerOf(
        client.POST("/api/bookings/{reference}/access", { params: { path: { reference } }, body: { key } }),
      ),
    onSuccess: (booking) => {
      syncClock(booking.serverTime);
      cache.setQueryData(bookingKeys.one(booking.reference), booking);
    },
  });
}

export function useCancelBooking() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reference: string) =>
      answerOf(client.POST("/api/bookings/{reference}/cancel", { params: { path: { reference } } })),
    onSuccess: (booking) => {
      cache.setQueryData(bookingKeys.one(booking.reference), booking);
      void cache.invalidateQueries({ queryKey: ["bookings", "list"] });
    },
    onError: (error, reference) => {
      if (isProblem(error)) void cache.invalidateQueries({ queryKey: bookingKeys.one(reference) });
    },
  });
}

export function receiptUrl(reference: string): string {
  return `/api/bookings/${encodeURIComponent(reference)}/receipt.pdf`;
}

export function passUrl(reference: string): string {
  return `/api/bookings/${encodeURIComponent(reference)}/pass.svg`;
}
