/** More time for somebody at the desk: priced, held, paid for by a link or at the counter, let go. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import { keepStaffBooking } from "./bookings";
import type { Tender } from "./bookings";
import { adminKeys } from "./keys";

/** What staying until `endsAt` costs, and whether the spot is free for it. */
export function useLongerStay(slug: string, reference: string, endsAt: string) {
  return useQuery({
    queryKey: [...adminKeys.booking(slug, reference), "longer", endsAt],
    queryFn: ({ signal }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/extensions/quote", {
          params: { path: { slug, reference } },
          body: { endsAt },
          signal,
        }),
      ),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Holds the time until an end; asked again for the same one, the server answers with the same. */
export function useExtendForSomebody(slug: string, reference: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (endsAt: string) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/extensions", {
          params: { path: { slug, reference } },
          body: { endsAt },
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

/** An address where the driver pays for the held time by the gateway. */
export function useExtensionLink(slug: string, reference: string, extensionId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/extensions/{extension_id}/link", {
          params: { path: { slug, reference, extension_id: extensionId } },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: adminKeys.booking(slug, reference) }),
  });
}

export function useTakeExtension(slug: string, reference: string, extensionId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (tender: Tender) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/extensions/{extension_id}/counter", {
          params: { path: { slug, reference, extension_id: extensionId } },
          body: { tender },
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

export function useLetExtensionGo(slug: string, reference: string, extensionId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/extensions/{extension_id}/cancel", {
          params: { path: { slug, reference, extension_id: extensionId } },
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}
