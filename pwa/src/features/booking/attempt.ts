/**
 * The key that makes a repeated request harmless. It is kept until the server's answer is known, so that a try after
 * a lost connection, even after a reload, asks for the same booking and not for a second one. A changed request is
 * another one and gets another key.
 */
import type { BookingRequest } from "../../api/types";
import { readJson, remove, writeJson } from "../../lib/storage";

const KEY = "attempt";

export function keyFor(request: BookingRequest): string {
  const text = JSON.stringify(request);
  const kept = readJson("session", KEY) as { request?: unknown; key?: unknown } | null;
  if (kept?.request === text && typeof kept.key === "string") return kept.key;
  const key = crypto.randomUUID();
  writeJson("session", KEY, { request: text, key });
  return key;
}

/** The answer is known: the next request is a new one. */
export function settle(): void {
  remove("session", KEY);
}
