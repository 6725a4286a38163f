import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakePush } from "../../../test/fakes/push";
import { PUSH_KEY } from "../../../test/fixture/api";
import { deviceState, renew } from "./device";

function stubWorkers(ready: Promise<unknown>) {
  vi.stubGlobal("Notification", { permission: "default" });
  vi.stubGlobal("PushManager", vi.fn());
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: { getRegistration: () => Promise.resolve(undefined), ready },
  });
}

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

test("a worker that comes a moment after the page is waited for", async () => {
  stubWorkers(new Promise((resolve) => setTimeout(() => resolve({}), 2_000)));
  const state = deviceState();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await state).toBe("off");
});

test("a device that is not wanted any more is not subscribed again", async () => {
  const push = new FakePush();
  push.install();
  await renew(PUSH_KEY, { references: [], language: "en" });
  expect(push.subscription).toBeNull();
});

test("a subscription that was made while its person signed out is given back", async () => {
  const push = new FakePush();
  push.install();
  // The server is told of the subscription while the sign-out forgets that it was wanted.
  vi.stubGlobal("fetch", () => {
    window.localStorage.removeItem("parkpro.push");
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  window.localStorage.setItem("parkpro.push", "yes");
  await renew(PUSH_KEY, { references: [], language: "en" });
  expect(push.subscription).toBeNull();
});

test("where no worker may come there are no notifications", async () => {
  stubWorkers(new Promise(() => undefined));
  const state = deviceState();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await state).toBe("none");
});
