/** New versions of the app: noticed, offered, and taken over by every tab at once when the driver agrees. */
import { useSyncExternalStore } from "react";
import { isPayingHere, onPaymentOver, unlessPaying } from "./paying";

const LOOK_EVERY_MS = 3_600_000;
/** A worker that has not taken over by then does not; the bar stays. */
const TAKE_OVER_MS = 10_000;

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Whether a new version waits. */
export function useUpdateReady(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => waiting !== null,
  );
}

/** Lets the new version take over; false when another tab is in the middle of a payment. */
export async function updateNow(): Promise<boolean> {
  return unlessPaying(async () => {
    const over = new Promise<void>((resolve) => {
      navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
      setTimeout(resolve, TAKE_OVER_MS);
    });
    waiting?.postMessage({ type: "SKIP_WAITING" });
    await over;
  });
}

/** Keeps the app on the phone: registers its worker and watches it from now on. Does nothing where there is none. */
export async function followUpdates(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    // The first worker takes a page over that is already of its version.
    if (controlled) reloadWhenPaid();
    controlled = true;
  });
  // Without a worker (a private window may forbid it) the app works as long as there is a network.
  const registration = await workers.register("/service-worker.js", { scope: "/" }).catch(() => null);
  if (!registration) return;
  const followNewest = () => {
    registration.installing?.addEventListener("statechange", () => note(registration));
  };
  note(registration);
  followNewest(); // it may have been found before anybody listened
  registration.addEventListener("updatefound", followNewest);
  const look = () => void registration.update().catch(() => undefined);
  setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
}

function note(registration: ServiceWorkerRegistration): void {
  waiting = navigator.serviceWorker.controller ? registration.waiting : null;
  listeners.forEach((listener) => listener());
}

/** Another tab agreed. Nobody is torn out of a payment: this tab follows when it is over. */
function reloadWhenPaid(): void {
  if (isPayingHere()) onPaymentOver(() => window.location.reload());
  else window.location.reload();
}
