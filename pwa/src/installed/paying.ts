/** Whether a payment is under way, in this tab or in another: a lock tells, and goes by itself when its tab does. */
import { useEffect, useSyncExternalStore } from "react";

const LOCK = "parkpro.paying";
let here = 0;
const listeners = new Set<() => void>();

/** While `active`, no new version takes over in any tab. */
export function usePayingWhile(active: boolean): void {
  useEffect(() => (active ? begin() : undefined), [active]);
}

/** Whether this tab is in the middle of a payment. */
export function usePaying(): boolean {
  return useSyncExternalStore(subscribe, isPayingHere);
}

export function isPayingHere(): boolean {
  return here > 0;
}

export function onPaymentOver(then: () => void): void {
  const listener = () => {
    if (isPayingHere()) return;
    listeners.delete(listener);
    then();
  };
  listeners.add(listener);
}

/** Runs `act` unless some tab is in the middle of a payment, and keeps payments from beginning until it is done. */
export async function unlessPaying(act: () => Promise<void>): Promise<boolean> {
  const locks = lockManager();
  if (!locks) {
    if (isPayingHere()) return false;
    await act();
    return true;
  }
  return locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await act();
    return true;
  });
}

function begin(): () => void {
  change(1);
  const over = new AbortController();
  const held = new Promise<void>((resolve) => over.signal.addEventListener("abort", () => resolve()));
  lockManager()
    ?.request(LOCK, { mode: "shared", signal: over.signal }, () => held)
    .catch(() => undefined);
  return () => {
    over.abort();
    change(-1);
  };
}

function change(by: number): void {
  here += by;
  listeners.forEach((listener) => listener());
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Absent in old browsers and where the address is not secure. */
function lockManager(): LockManager | undefined {
  return (navigator as Partial<Navigator>).locks;
}
