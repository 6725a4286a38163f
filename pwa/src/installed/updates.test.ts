import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

/** A worker that can be told what has become of it. */
class Worker extends EventTarget {}

/** A registration as the browser shows it, with a `controller` of the version that is open. */
function stubWorkers(installing: Worker | null) {
  const registration = Object.assign(new EventTarget(), {
    installing,
    waiting: null as Worker | null,
    update: () => Promise.resolve(),
  });
  const workers = Object.assign(new EventTarget(), {
    controller: new Worker(),
    register: () => Promise.resolve(registration),
  });
  vi.stubEnv("PROD", true);
  vi.stubGlobal("navigator", { serviceWorker: workers });
  return registration;
}

function installed(registration: ReturnType<typeof stubWorkers>) {
  const worker = registration.installing;
  registration.installing = null;
  registration.waiting = worker;
  act(() => void worker?.dispatchEvent(new Event("statechange")));
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("a version that was being installed before anybody listened is offered", async () => {
  const registration = stubWorkers(new Worker());
  const { followUpdates, useUpdateReady } = await import("./updates");
  await followUpdates();
  const { result } = renderHook(() => useUpdateReady());
  expect(result.current).toBe(false);
  installed(registration);
  expect(result.current).toBe(true);
});

test("a version that is found later is offered once it is whole", async () => {
  const registration = stubWorkers(null);
  const { followUpdates, useUpdateReady } = await import("./updates");
  await followUpdates();
  const { result } = renderHook(() => useUpdateReady());
  registration.installing = new Worker();
  registration.dispatchEvent(new Event("updatefound"));
  expect(result.current).toBe(false);
  installed(registration);
  expect(result.current).toBe(true);
});
