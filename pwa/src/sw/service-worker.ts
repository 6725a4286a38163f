/**
 * The app on the phone: its own files, kept whole from one version to the next. Data is kept by `src/kept`, never here:
 * whoever signs out must not leave answers of the server in a cache.
 */
import { clientsClaim } from "workbox-core";
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { APP_PAGES, NEVER_KEPT, STAFF_FILES } from "../addresses";
import { installPush } from "./push";
import { keepForStaff } from "./staff";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

// Every file of the driver's is fetched once and answered from the phone from then on.
const staffs: string[] = [];
const everybodys: (PrecacheEntry | string)[] = [];
for (const entry of self.__WB_MANIFEST) {
  const url = typeof entry === "string" ? entry : entry.url;
  if (url.startsWith(STAFF_FILES)) staffs.push(`/${url}`);
  else everybodys.push(entry);
}
precacheAndRoute(everybodys);
cleanupOutdatedCaches();
keepForStaff(self, staffs);

// The app's own pages are its shell. Whatever no rule names goes to the network and is not kept.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    allowlist: [...APP_PAGES],
    denylist: [...NEVER_KEPT],
  }),
);

clientsClaim();

// A new version waits until the driver agrees.
self.addEventListener("message", (event) => {
  if ((event.data as { type?: unknown } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});

installPush(self);
