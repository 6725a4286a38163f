import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bookingKeys, keepBooking } from "./bookings";
import { answerOf, client } from "./client";
import { isProblem } from "./problem";
import type { BlockedSpot, SpaceId } from "./types";

const blockedKey = (reference: string) => ["bookings", "blocked", reference] as const;

/** What the driver may have whose spot is blocked. */
export function useBlockedSpot(reference: string, enabled: boolean) {
  return useQuery({
    queryKey: blockedKey(reference),
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/bookings/{reference}/blocked", { params: { path: { reference } }, signal })),
    enabled,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

export interface BlockedReport {
  reference: string;
  photo: Blob;
  /** The spot to move to; null for the money. */
  spaceId: SpaceId | null;
}

/** Reports a blocked spot. After a refusal the offer becomes the one that it brings, or else is asked for anew. */
export function useReportBlocked() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, photo, spaceId }: BlockedReport) =>
      answerOf(
        client.POST("/api/bookings/{reference}/blocked", {
          params: { path: { reference } },
          // The photo itself goes by the form below: a description knows binary only as text.
          body: { choice: spaceId === null ? "refund" : "move", photo: "", spaceId },
          bodySerializer: () => {
            const form = new FormData();
            form.set("choice", spaceId === null ? "refund" : "move");
            if (spaceId !== null) form.set("spaceId", String(spaceId));
            form.set("photo", photo, "spot.jpg");
            return form;
          },
        }),
      ),
    onSuccess: (booking) => keepBooking(cache, booking),
    onError: (error, { reference }) => {
      if (!isProblem(error)) return;
      if (error.nearest.length > 0) {
        cache.setQueryData<BlockedSpot>(
          blockedKey(reference),
          (known) => known && { ...known, mayMove: true, nearest: [...error.nearest] },
        );
      } else {
        void cache.invalidateQueries({ queryKey: blockedKey(reference) });
        void cache.invalidateQueries({ queryKey: bookingKeys.one(reference) });
      }
    },
  });
}
