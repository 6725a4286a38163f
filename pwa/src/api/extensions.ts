import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bookingKeys, keepBooking } from "./bookings";
import { answerOf, client } from "./client";
import type { Booking } from "./types";

const path = (reference: string) => ({ params: { path: { reference } } });

/** What staying until `endsAt` costs, and whether the spot is free for it. */
export function useExtensionQuote(reference: string, endsAt: string) {
  return useQuery({
    queryKey: ["extension-quotes", reference, endsAt],
    queryFn: ({ signal }) =>
      answerOf(
        client.POST("/api/bookings/{reference}/extensions/quote", {
          ...path(reference),
          body: { endsAt },
          signal,
        }),
      ),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Holds the time until `endsAt`; asked again for the same end, the server answers with the same. */
export function useHoldExtension(reference: string) {
  const keep = useKeepBooking(reference);
  return useMutation({
    mutationFn: (endsAt: string) =>
      answerOf(client.POST("/api/bookings/{reference}/extensions", { ...path(reference), body: { endsAt } })),
    onSuccess: keep.answer,
    onError: keep.refetch,
  });
}

/** Lets the held time go. */
export function useReleaseExtension(reference: string) {
  const keep = useKeepBooking(reference);
  return useMutation({
    mutationFn: (extensionId: number) =>
      answerOf(
        client.POST("/api/bookings/{reference}/extensions/{extension_id}/cancel", {
          params: { path: { reference, extension_id: String(extensionId) } },
        }),
      ),
    onSuccess: keep.answer,
    onError: keep.refetch,
  });
}

function useKeepBooking(reference: string) {
  const cache = useQueryClient();
  return {
    answer: (booking: Booking) => keepBooking(cache, booking),
    refetch: () => {
      void cache.invalidateQueries({ queryKey: bookingKeys.one(reference) });
      void cache.invalidateQueries({ queryKey: ["extension-quotes", reference] });
    },
  };
}
