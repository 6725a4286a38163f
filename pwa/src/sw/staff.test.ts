import { beforeEach, describe, expect, test, vi } from "vitest";
import { keepForStaff } from "./staff";

vi.mock("workbox-routing", () => ({ registerRoute: vi.fn() }));
vi.mock("workbox-strategies", () => ({ CacheFirst: vi.fn() }));

const ORIGIN = "https://parking.example";

/** What a browser keeps for one origin; each worker of a new version finds it as the last one left it. */
class FakeCaches {
  readonly kept = new Map<string, Set<string>>();
  readonly fetched: string[] = [];

  has = (name: string) => Promise.resolve(this.kept.has(name));

  open = (name: string) => {
    const files = this.kept.get(name) ?? new Set<string>();
    this.kept.set(name, files);
    return Promise.resolve({
      keys: () => Promise.resolve([...files].map((path) => ({ url: ORIGIN + path }))),
      addAll: (paths: string[]) => {
        this.fetched.push(...paths);
        paths.forEach((path) => files.add(path));
        return Promise.resolve();
      },
      delete: (path: string) => Promise.resolve(files.delete(path)),
    });
  };

  get files() {
    return [...(this.kept.get("staff") ?? [])];
  }
}

let caches: FakeCaches;
beforeEach(() => {
  caches = new FakeCaches();
});

function worker(...paths: string[]) {
  const listeners = new Map<string, (event: unknown) => void>();
  const addEventListener = (kind: string, listener: (event: unknown) => void) =>
    listeners.set(kind, listener);
  keepForStaff({ caches, addEventListener } as unknown as ServiceWorkerGlobalScope, paths);
  return async (kind: string, data: unknown = null) => {
    const waits: Promise<unknown>[] = [];
    listeners.get(kind)?.({ data, waitUntil: (one: Promise<unknown>) => waits.push(one) });
    await Promise.all(waits);
  };
}

describe("the dashboard's files", () => {
  test("come to nobody who has not opened it, through new versions too", async () => {
    const tell = worker("/gate-1.js");
    await tell("install");
    await tell("activate");
    await tell("message", { type: "SKIP_WAITING" });
    expect(caches.kept.size).toBe(0);
  });

  test("come whole when it is opened, each once", async () => {
    const tell = worker("/gate-1.js", "/floors-1.js");
    await tell("message", { type: "KEEP_STAFF" });
    await tell("message", { type: "KEEP_STAFF" });
    expect(caches.fetched).toEqual(["/gate-1.js", "/floors-1.js"]);
  });

  test("of a new version are there before it takes over, and those of the last one go then", async () => {
    await worker("/gate-1.js", "/floors-1.js")("message", { type: "KEEP_STAFF" });
    const tell = worker("/gate-2.js", "/floors-1.js");
    await tell("install");
    expect(caches.files).toEqual(["/gate-1.js", "/floors-1.js", "/gate-2.js"]);
    await tell("activate");
    expect(caches.files).toEqual(["/floors-1.js", "/gate-2.js"]);
  });
});
