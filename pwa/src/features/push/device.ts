/** What this browser can do about notifications, and doing it. */
import {
  currentSubscription,
  forgetPush,
  isPushWanted,
  pushRegistration,
  saveSubscription,
  wantPush,
} from "../../api/push";
import type { Follows } from "../../api/push";
import { isApplePhone } from "../../lib/apple";

const REGISTERED_WITHIN_MS = 8_000;

/** The browser's own push service did not take the subscription: it is out of reach, or the browser has none. */
export class NotSubscribed extends Error {}

/**
 * `install`: an iPhone or iPad, where only an app on the Home Screen gets them. `denied`: the driver or the browser
 * said no, and only the browser's settings change that. `none`: this browser has no such thing.
 */
export type DeviceState = "none" | "install" | "denied" | "off" | "on";

export async function deviceState(): Promise<DeviceState> {
  if (!("Notification" in window) || !("PushManager" in window)) return isApplePhone() ? "install" : "none";
  if (Notification.permission === "denied") return "denied";
  if (!(await registrationSoon())) return "none";
  if (Notification.permission !== "granted" || !isPushWanted()) return "off";
  return "on";
}

/** The worker is registered a moment after the page stands; where it may not be, as in some private windows, never. */
async function registrationSoon(): Promise<ServiceWorkerRegistration | null> {
  const known = await pushRegistration();
  if (known || !("serviceWorker" in navigator)) return known;
  const never = new Promise<null>((resolve) => setTimeout(() => resolve(null), REGISTERED_WITHIN_MS));
  return Promise.race([navigator.serviceWorker.ready, never]);
}

/** Asks for permission and subscribes. Only as the answer to a tap: browsers refuse anything else. */
export async function switchOn(publicKey: string, follows: Follows): Promise<DeviceState> {
  const answer = await Notification.requestPermission();
  if (answer !== "granted") return answer === "denied" ? "denied" : "off";
  await subscribe(publicKey, follows);
  wantPush();
  return "on";
}

export async function switchOff(): Promise<DeviceState> {
  await forgetPush();
  return "off";
}

/**
 * Sees to it that this device is still subscribed: browsers drop subscriptions, and a key may change. Whoever wanted it
 * may sign out meanwhile; the next person asks for it anew.
 */
export async function renew(publicKey: string, follows: Follows): Promise<void> {
  if (!isPushWanted()) return;
  try {
    await subscribe(publicKey, follows);
  } finally {
    if (!isPushWanted()) await forgetPush();
  }
}

/** Subscribes with the server's present key, unless that is so, and tells the server. */
async function subscribe(publicKey: string, follows: Follows): Promise<void> {
  const registration = await pushRegistration();
  if (!registration) throw new Error("there is no service worker yet");
  const known = await currentSubscription();
  const key = bytesOf(publicKey);
  const isGood = known !== null && isSameKey(known.options.applicationServerKey, key);
  if (known && !isGood) await known.unsubscribe();
  const subscription = isGood
    ? known
    : await registration.pushManager
        .subscribe({ userVisibleOnly: true, applicationServerKey: key })
        .catch((cause: unknown) => {
          throw new NotSubscribed("the push service refused", { cause });
        });
  await saveSubscription(subscription, follows);
}

function isSameKey(known: ArrayBuffer | null, key: Uint8Array): boolean {
  // A browser that does not tell has no way to have it changed under it either.
  if (known === null) return true;
  const bytes = new Uint8Array(known);
  return bytes.length === key.length && bytes.every((byte, at) => byte === key[at]);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
