/**
 * A sign-out without a connection. The phone forgets at once; the session on the server is ended before anything else is
 * asked of it. Nothing else is ever sent later than it was asked for.
 */
import { read, remove, write } from "../lib/storage";
import { sayWhereFramed } from "../lib/telegram";
import { NoConnection } from "./problem";
import { watched } from "./reach";

export const OWED = "sign-out-owed";

let telling: Promise<void> | null = null;

export function oweSignOut(): void {
  write("local", OWED, "yes");
}

export function isSignOutOwed(): boolean {
  return read("local", OWED) !== null;
}

/** Ends the session on the server when that is still owed. Throws when the server could not be told. */
export async function tellOwedSignOut(): Promise<void> {
  if (!isSignOutOwed()) return;
  telling ??= tell().finally(() => (telling = null));
  await telling;
}

async function tell(): Promise<void> {
  const request = new Request(`${window.location.origin}/api/sign-out`, { method: "POST" });
  sayWhereFramed(request);
  const { ok, status } = await watched(fetch(request));
  // Without a session there is nothing left to end; any other refusal leaves it as it was.
  if (!ok && status !== 401) throw new NoConnection(status);
  remove("local", OWED);
}
