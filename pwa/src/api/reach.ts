/**
 * Whether the server can be reached. The device's word alone does not count: a Wi-Fi may lead nowhere, and a server may
 * be down. Requests tell what they met; when one met nothing, a light question decides, and is asked again until answered.
 */
import { useSyncExternalStore } from "react";

const PROBE = "/healthz";
const PROBE_PATIENCE_MS = 5_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** A request without an answer for so long is a reason to ask. */
const SLOW_MS = 8_000;

let reachable = navigator.onLine;
let probing = false;
let pause = FIRST_PAUSE_MS;
/** When the device last said that its network is gone. */
let lostAt = 0;
/** When the server last answered. */
let heardAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function isOnline(): boolean {
  return reachable;
}

export function watchReach(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Whether the server can be reached, as far as is known. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchReach, isOnline);
}

/** The server answered, whatever it said, what was asked at `askedAt`: an answer from before the network went is none. */
export function answered(askedAt: number): void {
  if (askedAt < lostAt) return;
  clearTimeout(timer);
  heardAt = performance.now();
  pause = FIRST_PAUSE_MS;
  settle(true);
}

/** A request met nothing, or meets nothing for long. */
export function doubt(): void {
  if (!navigator.onLine) settle(false);
  else if (reachable) void probe();
}

/** Watches a request: its answer, its failure, and its silence. */
export async function watched(request: Promise<Response>): Promise<Response> {
  const askedAt = performance.now();
  const silence = setTimeout(doubt, SLOW_MS);
  try {
    const response = await request;
    answered(askedAt);
    return response;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) doubt();
    throw error;
  } finally {
    clearTimeout(silence);
  }
}

async function probe(): Promise<void> {
  if (probing) return;
  probing = true;
  clearTimeout(timer);
  const askedAt = performance.now();
  const answer = await ask();
  probing = false;
  if (answer) {
    answered(askedAt);
    return;
  }
  // Something else was answered in the meantime.
  if (reachable && heardAt > askedAt) return;
  settle(false);
  timer = setTimeout(() => void probe(), pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
}

async function ask(): Promise<boolean> {
  try {
    const question = new Request(`${window.location.origin}${PROBE}`, { cache: "no-store" });
    const response = await fetch(question, { signal: AbortSignal.timeout(PROBE_PATIENCE_MS) });
    // The page of a hotel's Wi-Fi is an answer too, but not ours.
    return response.headers.get("content-type")?.includes("json") === true;
  } catch {
    return false;
  }
}

function settle(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  listeners.forEach((listener) => listener());
}

window.addEventListener("offline", () => {
  lostAt = performance.now();
  settle(false);
});
window.addEventListener("online", () => void probe());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !reachable) void probe();
});
