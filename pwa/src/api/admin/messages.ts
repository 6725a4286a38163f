/** What was told to whom, and telling it again. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { components, paths } from "../schema";
import { adminKeys } from "./keys";
import type { Good } from "./types";

export type Message = Good<
  paths["/api/admin/lots/{slug}/bookings/{reference}/messages"]["get"]
>["messages"][number];
export type LotMessage = Good<paths["/api/admin/lots/{slug}/messages"]["get"]>["messages"][number];
export type MessageStatus = components["schemas"]["DeliveryStatus"];
export type MessageKind = components["schemas"]["MessageKind"];
export type MessageChannel = components["schemas"]["ChannelName"];

/** Which messages are asked for; null for any. */
export interface MessageFilter {
  status: MessageStatus | null;
  kind: MessageKind | null;
  channel: MessageChannel | null;
}

/** Messages come and go by themselves. */
const EVERY_MS = 5_000;

/** The lot's log of messages, page by page, the newest first. */
export function useLotMessages(slug: string, filter: MessageFilter) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.messages(slug), "lot", filter],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/messages", {
          params: { path: { slug }, query: { ...filter, before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
    refetchInterval: EVERY_MS,
  });
}

/** Every message about a booking. */
export function useBookingMessages(slug: string, reference: string) {
  return useQuery({
    queryKey: [...adminKeys.messages(slug), "booking", reference],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/bookings/{reference}/messages", {
          params: { path: { slug, reference } },
          signal,
        }),
      ),
    select: ({ messages }) => messages,
    refetchInterval: EVERY_MS,
  });
}

export function useSendAgain(slug: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ reference, id }: { reference: string; id: Message["id"] }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/bookings/{reference}/messages/{message_id}/again", {
          params: { path: { slug, reference, message_id: id } },
        }),
      ),
    // Nobody waits for it: the message may leave the list, and with it whoever would tell of it.
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: adminKeys.audit(slug) });
      void cache.invalidateQueries({ queryKey: adminKeys.messages(slug) });
    },
  });
}
