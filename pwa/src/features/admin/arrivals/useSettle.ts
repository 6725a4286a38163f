import { useState } from "react";
import type { Outcome } from "./useGate";

/** Waits for what comes of a car at the gate, and says whether it still waits. */
export function useSettle(onSettled: (outcome: Outcome) => void) {
  const [busy, setBusy] = useState(false);

  async function settle(answer: Promise<Outcome>) {
    setBusy(true);
    try {
      onSettled(await answer);
    } finally {
      setBusy(false);
    }
  }

  return { busy, settle: (answer: Promise<Outcome>) => void settle(answer) };
}
