/** The browser's offer to install the app: caught early, shown at a fitting moment. */
import { useSyncExternalStore } from "react";
import { isApplePhone } from "../lib/apple";
import { read, write } from "../lib/storage";
import { inTelegram } from "../lib/telegram";

interface InstallOffer extends Event {
  prompt: () => Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** By button, where the browser offers it; by hand on iOS; null when it is installed, unwanted or impossible. */
export type WayToInstall = "button" | "by-hand" | null;

const QUIET_SINCE = "install-quiet-since";
const QUIET_MS = 60 * 86_400_000;

let offer: InstallOffer | null = null;
let installed = false;
const listeners = new Set<() => void>();

export function noteInstallOffers(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
    tell();
  });
  window.addEventListener("appinstalled", () => {
    offer = null;
    installed = true;
    tell();
  });
}

export function useWayToInstall(): WayToInstall {
  return useSyncExternalStore(subscribe, wayToInstall);
}

/** Shows the browser's own question. A no is kept for 60 days. */
export async function install(): Promise<void> {
  const asked = offer;
  offer = null;
  const answer = await asked?.prompt();
  if (answer?.outcome === "dismissed") beQuiet();
  tell();
}

/** Not asked again for 60 days. */
export function beQuiet(): void {
  write("local", QUIET_SINCE, String(Date.now()));
  tell();
}

function wayToInstall(): WayToInstall {
  const quietSince = Number(read("local", QUIET_SINCE) ?? 0);
  if (installed || isInstalled() || inTelegram() || Date.now() - quietSince < QUIET_MS) return null;
  if (offer) return "button";
  return isIosSafari() ? "by-hand" : null;
}

function isInstalled(): boolean {
  const alone = window.matchMedia("(display-mode: standalone), (display-mode: minimal-ui)").matches;
  return alone || (navigator as { standalone?: boolean }).standalone === true;
}

/** Other browsers of iOS name themselves. */
function isIosSafari(): boolean {
  const { userAgent } = navigator;
  return isApplePhone() && userAgent.includes("Safari") && !/CriOS|FxiOS|EdgiOS/.test(userAgent);
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function tell(): void {
  listeners.forEach((listener) => listener());
}
