/** Notifications as the service worker shows them, and what a tap on one does. */

/** What the server sends. All addresses are paths of this app. */
interface Notice {
  /** Of what happened: the same each time that it is sent. */
  id: number;
  tag: string;
  title: string;
  body: string;
  url: string;
  actions: readonly { action: string; title: string; url: string }[];
  at: string;
  language: string;
}

/** What a tap needs to know, kept with the notification. */
interface Kept {
  id: number;
  url: string;
  actions: Notice["actions"];
}

/** Some browsers know more of notifications than the types do. */
type Options = NotificationOptions & {
  actions?: { action: string; title: string }[];
  renotify?: boolean;
  timestamp?: number;
};

export function installPush(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, addressOf(worker, event.notification.data, event.action)));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    const { oldSubscription, newSubscription } = event as unknown as SubscriptionChange;
    event.waitUntil(renew(worker, oldSubscription ?? null, newSubscription ?? null));
  });
}

async function show(worker: ServiceWorkerGlobalScope, data: PushMessageData | null): Promise<void> {
  const notice = read(data);
  // A browser takes the permission back from an app that is woken and shows nothing.
  if (!notice) return worker.registration.showNotification("ParkPro", { icon: ICON, badge: BADGE });
  const shown = await worker.registration.getNotifications({ tag: notice.tag });
  const isNews = !shown.some((one) => (one.data as Kept | null)?.id === notice.id);
  const options: Options = {
    body: notice.body,
    tag: notice.tag,
    lang: notice.language,
    icon: ICON,
    badge: BADGE,
    timestamp: Date.parse(notice.at),
    // The same message once more, after a crash of the server, takes its place without a sound.
    renotify: isNews,
    silent: !isNews,
    actions: notice.actions.map(({ action, title }) => ({ action, title })),
    data: { id: notice.id, url: notice.url, actions: notice.actions } satisfies Kept,
  };
  return worker.registration.showNotification(notice.title, options);
}

const ICON = "/icons/icon-192.png";
const BADGE = "/icons/badge.png";

function read(data: PushMessageData | null): Notice | null {
  try {
    const notice = data?.json() as Partial<Notice> | null | undefined;
    if (typeof notice?.title !== "string" || typeof notice.tag !== "string") return null;
    return { id: 0, body: "", url: "/", actions: [], at: "", language: "", ...notice } as Notice;
  } catch {
    return null;
  }
}

/** Where a tap leads: to a page of this app, whatever the message says. */
function addressOf(worker: ServiceWorkerGlobalScope, data: unknown, action: string): string {
  const kept = data as Kept | null;
  const wanted = kept?.actions.find((one) => one.action === action)?.url ?? kept?.url ?? "/";
  const home = new URL("/", worker.location.origin);
  try {
    const url = new URL(wanted, home);
    return url.origin === home.origin ? url.href : home.href;
  } catch {
    return home.href;
  }
}

/** In a tab that shows the page already, else in any tab of the app, else in a new one. */
async function open(worker: ServiceWorkerGlobalScope, address: string): Promise<void> {
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const path = new URL(address).pathname;
  const tab = tabs.find((one) => new URL(one.url).pathname === path) ?? tabs[0];
  if (tab) {
    try {
      await tab.focus();
      if (tab.url !== address) await tab.navigate(address);
      return;
    } catch {
      // A tab that this worker does not control cannot be led anywhere.
    }
  }
  await worker.clients.openWindow(address);
}

interface SubscriptionChange {
  oldSubscription?: PushSubscription | null;
  newSubscription?: PushSubscription | null;
}

/** The browser took the subscription back: the server is told of the one that takes its place. */
async function renew(
  worker: ServiceWorkerGlobalScope,
  before: PushSubscription | null,
  after: PushSubscription | null,
): Promise<void> {
  const next = after ?? (await subscribeAgain(worker, before));
  if (!next) return;
  const { endpoint, keys } = next.toJSON();
  // The pages' client needs a window.
  // eslint-disable-next-line no-restricted-syntax
  await fetch("/api/push/subscriptions", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint, keys, ...(before ? { replaces: before.endpoint } : {}) }),
  });
}

async function subscribeAgain(
  worker: ServiceWorkerGlobalScope,
  before: PushSubscription | null,
): Promise<PushSubscription | null> {
  const key = before?.options.applicationServerKey;
  // Without the key the app does it, the next time that it is opened.
  if (!key) return null;
  return worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}
