/** Bookings at the desk: found, read, made and changed for somebody. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { paths } from "../schema";
import type { SpaceId } from "../types";
import { adminKeys } from "./keys";
import type { Good } from "./types";

export type BookingRow = Good<paths["/api/admin/lots/{slug}/bookings"]["get"]>["bookings"][number];
export type StaffBooking = Good<paths["/api/admin/lots/{slug}/bookings/{reference}"]["get"]>;
export type StaffPayment = StaffBooking["payments"][number];
export type StaffRefund = StaffPayment["refunds"][number];
export type Proposal = StaffBooking["proposals"][number];
export type BookingStatus = StaffBooking["status"];
type Sent<Operation extends { requestBody?: unknown }> =
  NonNullable<Operation["requestBody"]> extends { content: { "application/json": infer Body } }
    ? Body
    : never;
export type Tender = Sent<paths["/api/admin/lots/{slug}/bookings/{reference}/counter"]["post"]>["tender"];
export type NewBooking = Sent<paths["/api/admin/lots/{slug}/bookings"]["post"]>;

/** Which bookings are asked for; the period is that of the start. */
export interface BookingSearch {
  q: string;
  status: BookingStatus | null;
  from: string | null;
  to: string | null;
  order: "made" | "start";
}

/** The bookings that fit, page by page. */
export function useFoundBookings(slug: string, search: BookingSearch) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.bookings(slug), "found", search],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/bookings", {
          params: { path: { slug }, query: { ...search, before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });
}

/** One booking with its money; while something of it is under way it is asked for again. */
export function useStaffBooking(slug: string, reference: string) {
  return useQuery({
    queryKey: adminKeys.booking(slug, reference),
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/bookings/{reference}", {
          params: { path: { slug, reference } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 5_000 : 30_000),
  });
}

/** Whether something of it is about to change: it is to be paid for, or money is on its way back by itself. */
function isUnderWay({ status, payments, extensions }: StaffBooking): boolean {
  const refunds = payments.flatMap((payment) => payment.refunds);
  const toPay = status === "held" || extensions.some((one) => one.status === "held");
  return toPay || refunds.some((one) => one.channel === "gateway" && one.finalAt === null);
}

/** What a verb answered with is the booking now; lists, its story and the money are asked for anew. */
export function keepStaffBooking(cache: QueryClient, slug: string, booking: StaffBooking): void {
  cache.setQueryData(adminKeys.booking(slug, booking.reference), booking);
  void cache.invalidateQueries({ queryKey: [...adminKeys.bookings(slug), "found"] });
  void cache.invalidateQueries({ queryKey: adminKeys.audit(slug) });
  void cache.invalidateQueries({ queryKey: adminKeys.money(slug) });
}

export function useBookForSomebody(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ booking, key }: { booking: NewBooking; key: string }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings", {
          params: { path: { slug } },
          body: booking,
          headers: { "Idempotency-Key": key },
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

export function useMoveBooking(slug: string, reference: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { spaceId: SpaceId; reason: string }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/move", {
          params: { path: { slug, reference } },
          body,
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

export function useCancelForSomebody(slug: string, reference: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string; refundPercent: number | null }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/cancel", {
          params: { path: { slug, reference } },
          body,
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

export function useTakeAtCounter(slug: string, reference: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (tender: Tender) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/counter", {
          params: { path: { slug, reference } },
          body: { tender },
        }),
      ),
    onSuccess: (booking) => keepStaffBooking(cache, slug, booking),
  });
}

/** An address where the driver pays by the gateway. */
export function usePayLink(slug: string, reference: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/link", {
          params: { path: { slug, reference } },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: adminKeys.booking(slug, reference) }),
  });
}
