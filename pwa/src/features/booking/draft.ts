/** What a driver typed before paying. It outlives a reload, a sign-in and the way back from the gateway. */
import { useState } from "react";
import { readJson, writeJson } from "../../lib/storage";

export interface Draft {
  plate: string;
  email: string;
  name: string;
  /** A code the driver asked to apply; whether it counts is the server's to say. */
  promoCode: string;
  /** A saved vehicle, or null when the plate is typed. */
  vehicleId: number | null;
}

const KEY = "draft";
const EMPTY: Draft = { plate: "", email: "", name: "", promoCode: "", vehicleId: null };

function readDraft(): Draft {
  const kept = readJson("session", KEY);
  if (typeof kept !== "object" || kept === null) return EMPTY;
  const facts = kept as Record<string, unknown>;
  const text = (name: keyof Draft) => (typeof facts[name] === "string" ? facts[name] : "");
  return {
    plate: text("plate"),
    email: text("email"),
    name: text("name"),
    promoCode: text("promoCode"),
    vehicleId: typeof facts["vehicleId"] === "number" ? facts["vehicleId"] : null,
  };
}

export function useDraft(): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(readDraft);
  return [
    draft,
    (change) => {
      setDraft((before) => {
        const next = { ...before, ...change };
        writeJson("session", KEY, next);
        return next;
      });
    },
  ];
}
