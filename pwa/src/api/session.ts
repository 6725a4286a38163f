/** The session on this phone: its mark, its end, and what other tabs hear of it. */
import type { QueryClient } from "@tanstack/react-query";
import { kept } from "../kept/kept";
import { isRemembered } from "../kept/remembered";
import { read, remove, removeAllBut, write } from "../lib/storage";
import { TELEGRAM_LOOK } from "../lib/telegram";
import { OWED, oweSignOut, tellOwedSignOut } from "./owed";
import { clearTray, DEVICE, forgetPush } from "./push";
import { isOnline, watchReach } from "./reach";
import type { Me } from "./types";

export const ME = ["me"] as const;
/** Set while this browser has a session, as far as it knows: whoever never signed in need not be asked about. */
const SIGNED_IN = "signed-in";
/** What a sign-out leaves: choices that say nothing about anybody, and what the server is still to be told. */
const NOBODYS = ["theme", "language", "install-quiet-since", OWED];

/** What the server tells only to who is signed in, */
const OWN = [
  ["me", "messages"],
  ["me", "programs"],
  ["telegram"],
  ["vehicles"],
  ["bookings", "list"],
  ["admin"],
];
/** and what it tells to anybody, or to a guest who may see it, but not the same to each. */
const OTHER = [["bookings", "one"], ["bookings", "blocked"], ["quotes"], ["extension-quotes"]];

type News = "signed-in" | "session-ended" | "signed-out";
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("parkpro.session");

export function hasSession(): boolean {
  return read("local", SIGNED_IN) !== null;
}

/** Somebody is signed in from now on. Another may have been until then: what was theirs goes, a guest's stays. */
export async function beginSession(cache: QueryClient, me: Me): Promise<void> {
  write("local", SIGNED_IN, "yes");
  await kept.forgetPrivate(isRemembered);
  resetPrivate(cache);
  cache.setQueryData(ME, me); // at which their own things are fetched ahead
  tell("signed-in");
}

/** The session has ended on the server: nobody is signed in here any more. A guest's bookings and the draft stay. */
export function forgetSession(cache: QueryClient): void {
  remove("local", SIGNED_IN);
  void kept.forgetPrivate(isRemembered);
  forgetInMemory(cache);
  tell("session-ended");
}

/**
 * Signs out: nothing private stays on a phone that may be somebody else's next, connection or not. Answers whether the
 * server knows; if not, it is told before anything else is asked of it.
 */
export async function signOut(cache: QueryClient): Promise<boolean> {
  oweSignOut();
  await leaveThisPhone(cache);
  tell("signed-out");
  try {
    await tellOwedSignOut();
    return true;
  } catch {
    return false;
  }
}

/** Follows what other tabs tell of the session, and tells the server what it is owed. */
export function followSession(cache: QueryClient): void {
  channel?.addEventListener("message", ({ data }: MessageEvent<News>) => {
    if (data === "signed-in") {
      if (cache.getQueryData(ME)) resetPrivate(cache);
      void cache.invalidateQueries({ queryKey: ME, exact: true });
    } else if (data === "signed-out") void leaveThisPhone(cache);
    else {
      void kept.forgetPrivate(isRemembered);
      forgetInMemory(cache);
    }
  });
  const tellServer = () => {
    if (isOnline()) void tellOwedSignOut().catch(() => undefined);
  };
  watchReach(tellServer);
  tellServer();
}

async function leaveThisPhone(cache: QueryClient): Promise<void> {
  removeAllBut("local", NOBODYS);
  removeAllBut("session", [TELEGRAM_LOOK]);
  forgetInMemory(cache);
  // Whoever uses this device next is not told of the bookings of who left.
  void forgetPush();
  void cache.invalidateQueries({ queryKey: DEVICE });
  void clearTray().catch(() => undefined);
  await kept.forgetPrivate(() => false);
}

function forgetInMemory(cache: QueryClient): void {
  cache.setQueryData(ME, null);
  // Nobody is here who could be told anew.
  for (const queryKey of OWN) {
    for (const query of cache.getQueryCache().findAll({ queryKey })) query.reset();
  }
  for (const queryKey of OTHER) void cache.resetQueries({ queryKey });
}

/** Everything of a person but who it is; what a page shows is asked for again. */
function resetPrivate(cache: QueryClient): void {
  for (const queryKey of [...OWN, ...OTHER]) void cache.resetQueries({ queryKey });
}

function tell(news: News): void {
  channel?.postMessage(news);
}
