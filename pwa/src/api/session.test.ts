import "fake-indexeddb/auto";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { FakePush } from "../../test/fakes/push";
import { kept } from "../kept/kept";
import { remember } from "../kept/remembered";
import { beginSession, followSession, ME, signOut } from "./session";
import type { Me } from "./types";

const AINA = { name: "Aina" } as Me;
const BADRUL = { name: "Badrul" } as Me;
const PAST = ["bookings", "list", "past", null];
const MESSAGES = ["me", "messages"];

test("who signs in where another was sees nothing of theirs, and a guest's booking stays", async () => {
  const cache = new QueryClient();
  await beginSession(cache, AINA);
  remember("PK-GUEST77");
  await kept.keep(PAST, { bookings: ["Aina's"] }, 1);
  await kept.keep(["bookings", "one", "PK-AINA777"], { reference: "PK-AINA777" }, 1);
  await kept.keep(["bookings", "one", "PK-GUEST77"], { reference: "PK-GUEST77" }, 1);
  for (const key of [PAST, ["vehicles"], MESSAGES]) cache.setQueryData(key, ["Aina's"]);

  await beginSession(cache, BADRUL);

  for (const key of [PAST, ["vehicles"], MESSAGES]) expect(cache.getQueryData(key)).toBeUndefined();
  expect(cache.getQueryData(ME)).toEqual(BADRUL);
  expect(await kept.find(PAST)).toBeNull();
  expect(await kept.find(["bookings", "one", "PK-AINA777"])).toBeNull();
  expect(await kept.find(["bookings", "one", "PK-GUEST77"])).not.toBeNull();
});

test("what stands in the tray goes with a sign-out, in this tab or another", async () => {
  const push = new FakePush();
  push.install();
  const cache = new QueryClient();
  followSession(cache);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 204 })));
  push.notify();
  push.notify();

  await signOut(cache);
  await vi.waitFor(() => expect(push.tray).toEqual([]));

  push.notify();
  const elsewhere = new BroadcastChannel("parkpro.session");
  elsewhere.postMessage("signed-out");
  await vi.waitFor(() => expect(push.tray).toEqual([]));
  elsewhere.close();
  push.uninstall();
});

test("a tab that showed another forgets them when somebody signs in elsewhere", async () => {
  const cache = new QueryClient();
  followSession(cache);
  cache.setQueryData(ME, AINA);
  cache.setQueryData(PAST, ["Aina's"]);
  const asked = vi.fn(() => Promise.resolve(BADRUL));
  const stop = new QueryObserver(cache, { queryKey: ME, queryFn: asked, staleTime: Infinity }).subscribe(
    () => undefined,
  );
  const elsewhere = new BroadcastChannel("parkpro.session");
  elsewhere.postMessage("signed-in");

  await vi.waitFor(() => expect(cache.getQueryData(ME)).toEqual(BADRUL));
  expect(cache.getQueryData(PAST)).toBeUndefined();
  stop();
  elsewhere.close();
});
