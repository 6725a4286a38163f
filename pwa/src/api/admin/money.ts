/** The money desk: what has no end, what does not agree, what is to be given back, what was paid out. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, client } from "../client";
import type { components, paths } from "../schema";
import type { Proposal } from "./bookings";
import { adminKeys } from "./keys";
import type { Good } from "./types";

export type OpenPayment = Good<paths["/api/admin/lots/{slug}/open-payments"]["get"]>["payments"][number];
export type Discrepancy = Good<paths["/api/admin/lots/{slug}/discrepancies"]["get"]>["discrepancies"][number];
export type ManualRefund = Good<paths["/api/admin/lots/{slug}/manual-refunds"]["get"]>["refunds"][number];
export type Settlements = Good<paths["/api/admin/lots/{slug}/settlements"]["get"]>;
export type ProposalStatus = components["schemas"]["ProposalStatus"];

/** Work comes by itself: whoever has the desk open sees it within the minute. */
const EVERY_MS = 60_000;

/** How much waits for a person. */
export function useMoneyWork(slug: string, enabled = true) {
  return useQuery({
    queryKey: [...adminKeys.money(slug), "work"],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/money-work", { params: { path: { slug } }, signal })),
    refetchInterval: EVERY_MS,
    enabled,
  });
}

export function useOpenPayments(slug: string) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.money(slug), "open"],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/open-payments", {
          params: { path: { slug }, query: { after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: EVERY_MS,
  });
}

/** Asks the gateway now what became of a payment. */
export function useAskGateway(slug: string) {
  const anew = useMoneyAnew(slug);
  return useMutation({
    mutationFn: (id: OpenPayment["id"]) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/open-payments/{payment_id}/ask", {
          params: { path: { slug, payment_id: id } },
        }),
      ),
    onSettled: anew,
  });
}

/** What does not agree: on a lot, or (null) of orders that are not ours. */
export function useDiscrepancies(slug: string, of: "lot" | "stray", resolved: boolean, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.money(slug), "discrepancies", of, resolved],
    queryFn: ({ signal, pageParam }) => {
      const query = { resolved, before: pageParam };
      return of === "stray"
        ? answerOf(client.GET("/api/admin/discrepancies", { params: { query }, signal }))
        : answerOf(
            client.GET("/api/admin/lots/{slug}/discrepancies", { params: { path: { slug }, query }, signal }),
          );
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: EVERY_MS,
    enabled,
  });
}

export function useResolveDiscrepancy(slug: string) {
  const anew = useMoneyAnew(slug);
  return useMutation({
    mutationFn: ({ found, note }: { found: Discrepancy; note: string }) =>
      answerOf(
        found.lot === null
          ? client.POST("/api/admin/discrepancies/{discrepancy_id}/resolve", {
              params: { path: { discrepancy_id: found.id } },
              body: { note },
            })
          : client.POST("/api/admin/lots/{slug}/discrepancies/{discrepancy_id}/resolve", {
              params: { path: { slug, discrepancy_id: found.id } },
              body: { note },
            }),
      ),
    onSettled: anew,
  });
}

export function useManualRefunds(slug: string) {
  return useQuery({
    queryKey: [...adminKeys.money(slug), "manual"],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/api/admin/lots/{slug}/manual-refunds", { params: { path: { slug } }, signal })),
    select: ({ refunds }) => refunds,
    refetchInterval: EVERY_MS,
  });
}

/** The refund was made by hand; `reference` is what the portal, or the counter's book, calls it. */
export function useRecordRefund(slug: string) {
  const anew = useMoneyAnew(slug);
  return useMutation({
    mutationFn: ({ id, reference }: { id: number; reference: string }) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/manual-refunds/{refund_id}", {
          params: { path: { slug, refund_id: id } },
          body: { reference },
        }),
      ),
    onSettled: anew,
  });
}

export function useProposals(slug: string, status: ProposalStatus) {
  return useInfiniteQuery({
    queryKey: [...adminKeys.money(slug), "proposals", status],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/refund-proposals", {
          params: { path: { slug }, query: { status, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: EVERY_MS,
  });
}

/** Sent again under the same `key`, it is given once. */
interface RefundWish {
  paymentId: number;
  amountSen: number;
  reason: string;
  key: string;
}

/** Gives back part or all of a payment: at once, or once that a second person agrees. */
export function useProposeRefund(slug: string) {
  const anew = useMoneyAnew(slug);
  return useMutation({
    mutationFn: ({ paymentId, key, ...body }: RefundWish) =>
      answerOf(
        client.POST("/api/admin/lots/{slug}/payments/{payment_id}/refunds", {
          params: { path: { slug, payment_id: paymentId } },
          body,
          headers: { "Idempotency-Key": key },
        }),
      ),
    onSettled: anew,
  });
}

/** A second person agrees, or (with a reason) does not. */
export function useDecideProposal(slug: string) {
  const anew = useMoneyAnew(slug);
  return useMutation({
    mutationFn: ({ id, reason }: { id: Proposal["id"]; reason: string | null }) => {
      const path = { slug, proposal_id: id };
      return answerOf(
        reason === null
          ? client.POST("/api/admin/lots/{slug}/refund-proposals/{proposal_id}/approve", { params: { path } })
          : client.POST("/api/admin/lots/{slug}/refund-proposals/{proposal_id}/decline", {
              params: { path },
              body: { reason },
            }),
      );
    },
    onSettled: anew,
  });
}

/** What the gateway paid out on days of the lot's calendar, both counted, and what it has not for too long. */
export function useSettlements(slug: string, from: string, to: string, enabled: boolean) {
  return useQuery({
    queryKey: [...adminKeys.money(slug), "settlements", from, to],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET("/api/admin/lots/{slug}/settlements", {
          params: { path: { slug }, query: { from, to } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
    enabled,
  });
}

/**
 * Money that moved shows on bookings and in the trail as well. Nobody waits for it: what was done leaves its list, and
 * with it whoever would tell of it.
 */
function useMoneyAnew(slug: string) {
  const cache = useQueryClient();
  return () => {
    for (const queryKey of [adminKeys.money(slug), adminKeys.bookings(slug), adminKeys.audit(slug)])
      void cache.invalidateQueries({ queryKey });
  };
}
