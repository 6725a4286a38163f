import { useSyncExternalStore } from "react";
import { useStartPayment } from "../../api/bookings";
import type { Due } from "../../api/bookings";
import { leaveFor } from "../../lib/leave";

/** The booking for which the browser is on its way to the gateway; the app stays busy until it has gone. */
let leavingFor: string | null = null;
const listeners = new Set<() => void>();

/** A departure that was stopped by hand must not leave the button busy for good. */
const LEFT_WITHIN_MS = 30_000;

function setLeaving(reference: string | null): void {
  leavingFor = reference;
  listeners.forEach((listener) => listener());
}

// Back from the gateway, the browser may show the app as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) setLeaving(null);
});

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Starts payments and leaves for the gateway. */
export function useCheckout(reference?: string) {
  const start = useStartPayment();
  const leaving = useSyncExternalStore(subscribe, () => leavingFor);
  return {
    busy: start.isPending || (leaving !== null && leaving === reference),
    error: start.error,
    /** Starts a payment; `beforeLeaving` runs when the gateway is ready. Throws when it could not be started. */
    async pay(due: Due, beforeLeaving?: () => void): Promise<void> {
      const payment = await start.mutateAsync(due);
      setLeaving(due.reference);
      setTimeout(() => setLeaving(null), LEFT_WITHIN_MS);
      beforeLeaving?.();
      leaveFor(payment.checkoutUrl);
    },
  };
}
