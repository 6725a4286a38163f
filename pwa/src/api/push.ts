/** This device's subscription, as the server knows it, and which messages a person wants over which channel. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { read, remove, write } from "../lib/storage";
import { answerOf, client } from "./client";
import type { MessagePreference } from "./types";

/** What this device does about notifications. */
export const DEVICE = ["push", "device"] as const;
/** Set while notifications are wanted on this device: a subscription that the browser lost is made again. */
const WANTED = "push";

const MESSAGES = ["me", "messages"] as const;

export function isPushWanted(): boolean {
  return read("local", WANTED) !== null;
}

export function wantPush(): void {
  write("local", WANTED, "yes");
}

export interface Follows {
  /** The guest's bookings that this device opened. */
  references: readonly string[];
  language: string;
}

/** Tells the server where this device can be reached, and what it is to be told. */
export function saveSubscription(subscription: PushSubscription, follows: Follows): Promise<unknown> {
  const { endpoint, keys } = subscription.toJSON();
  return answerOf(
    client.PUT("/api/push/subscriptions", {
      // Whoever has just held a spot leaves for the gateway at once.
      keepalive: true,
      body: {
        endpoint: endpoint ?? "",
        keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" },
        references: [...follows.references],
        language: follows.language,
      },
    }),
  );
}

/** What the browser holds for this app; null where there is no such thing. */
export async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await pushRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function pushRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.getRegistration()) ?? null;
}

/**
 * This device gets no notifications any more. Without a connection the browser's half ends alone; the server learns
 * of it from the push service with the next message.
 */
export async function forgetPush(): Promise<void> {
  remove("local", WANTED);
  const subscription = await currentSubscription().catch(() => null);
  if (!subscription) return;
  await subscription.unsubscribe().catch(() => false);
  await answerOf(
    client.DELETE("/api/push/subscriptions", { body: { endpoint: subscription.endpoint } }),
  ).catch(() => undefined);
}

/** Takes back what stands in the tray: it tells of the bookings of who was here. */
export async function clearTray(): Promise<void> {
  const registration = await pushRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
}

export function useMessages() {
  return useQuery({
    queryKey: MESSAGES,
    queryFn: ({ signal }) => answerOf(client.GET("/api/me/messages", { signal })),
  });
}

/** Changes one choice; it shows at once, and goes back when the server did not take it. */
export function useChangeMessages() {
  const cache = useQueryClient();
  const show = (choice: MessagePreference) =>
    cache.setQueryData(MESSAGES, (known: { preferences: MessagePreference[] } | undefined) =>
      known ? { preferences: known.preferences.map((one) => (isSame(one, choice) ? choice : one)) } : known,
    );
  return useMutation({
    mutationFn: (wish: MessagePreference) =>
      answerOf(client.PUT("/api/me/messages", { body: { preferences: [wish] } })),
    onMutate: async (wish) => {
      await cache.cancelQueries({ queryKey: MESSAGES });
      show(wish);
    },
    onError: (_error, wish) => show({ ...wish, isOn: !wish.isOn }),
    onSettled: () => cache.invalidateQueries({ queryKey: MESSAGES }),
  });
}

function isSame(one: MessagePreference, other: MessagePreference): boolean {
  return one.topic === other.topic && one.channel === other.channel;
}
