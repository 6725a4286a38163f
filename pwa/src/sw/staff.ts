/** The dashboard's files: on the phones of those who have opened it, whole from then on, and on nobody else's. */
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

const CACHE = "staff";

/** `paths`: of this version's files, whose names change with what is in them. */
export function keepForStaff(worker: ServiceWorkerGlobalScope, paths: readonly string[]): void {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && paths.includes(url.pathname),
    new CacheFirst({ cacheName: CACHE }),
  );
  worker.addEventListener("message", (event) => {
    if ((event.data as { type?: unknown } | null)?.type === "KEEP_STAFF")
      event.waitUntil(fill(worker, paths));
  });
  // A new version waits until all of it is here: it must start at a gate without a signal too.
  worker.addEventListener("install", (event) => event.waitUntil(fillIfBegun(worker, paths)));
  worker.addEventListener("activate", (event) => event.waitUntil(empty(worker, paths)));
}

async function fillIfBegun(worker: ServiceWorkerGlobalScope, paths: readonly string[]): Promise<void> {
  if (await worker.caches.has(CACHE)) await fill(worker, paths);
}

async function fill(worker: ServiceWorkerGlobalScope, paths: readonly string[]): Promise<void> {
  const cache = await worker.caches.open(CACHE);
  const kept = await pathsIn(cache);
  await cache.addAll(paths.filter((path) => !kept.includes(path)));
}

/** What earlier versions had. */
async function empty(worker: ServiceWorkerGlobalScope, paths: readonly string[]): Promise<void> {
  if (!(await worker.caches.has(CACHE))) return;
  const cache = await worker.caches.open(CACHE);
  for (const path of await pathsIn(cache)) if (!paths.includes(path)) await cache.delete(path);
}

async function pathsIn(cache: Cache): Promise<string[]> {
  return (await cache.keys()).map(({ url }) => new URL(url).pathname);
}
