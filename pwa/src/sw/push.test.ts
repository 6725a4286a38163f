import { beforeEach, describe, expect, test, vi } from "vitest";
import { installPush } from "./push";

const ORIGIN = "https://parking.example";

interface Shown {
  title: string;
  options: Record<string, unknown> & { tag?: string; data?: unknown };
}

/** A worker without a browser: it keeps what it shows, and its tabs go where they are led. */
function fakeWorker(tabs: string[] = []) {
  const listeners = new Map<string, (event: unknown) => void>();
  const shown: Shown[] = [];
  const opened: string[] = [];
  const windows = tabs.map((url) => ({
    url,
    focused: false,
    focus() {
      this.focused = true;
      return Promise.resolve(this);
    },
    navigate(to: string) {
      this.url = to;
      return Promise.resolve(this);
    },
  }));
  const subscribe = vi.fn((options: PushSubscriptionOptionsInit) =>
    Promise.resolve(subscription("https://push.example/new", options.applicationServerKey as ArrayBuffer)),
  );
  const worker = {
    location: { origin: ORIGIN },
    addEventListener: (kind: string, listener: (event: unknown) => void) => listeners.set(kind, listener),
    clients: {
      matchAll: () => Promise.resolve(windows),
      openWindow: (url: string) => Promise.resolve(opened.push(url)),
    },
    registration: {
      pushManager: { subscribe },
      showNotification: (title: string, options: Shown["options"]) => {
        const before = shown.findIndex(
          (one) => one.options.tag !== undefined && one.options.tag === options.tag,
        );
        if (before >= 0) shown.splice(before, 1);
        shown.push({ title, options });
        return Promise.resolve();
      },
      getNotifications: ({ tag }: { tag: string }) =>
        Promise.resolve(shown.filter((one) => one.options.tag === tag).map((one) => one.options)),
    },
  };
  installPush(worker as unknown as ServiceWorkerGlobalScope);
  async function fire(kind: string, event: Record<string, unknown>) {
    let work: Promise<unknown> = Promise.resolve();
    listeners.get(kind)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  }
  return {
    windows,
    shown,
    opened,
    subscribe,
    push: (data: unknown) =>
      fire("push", { data: { json: () => (data === undefined ? JSON.parse("no json") : data) as unknown } }),
    click: (data: unknown, action = "") => {
      const close = vi.fn();
      return fire("notificationclick", { action, notification: { data, close } }).then(() => close);
    },
    change: (event: Record<string, unknown>) => fire("pushsubscriptionchange", event),
  };
}

function subscription(endpoint: string, key: ArrayBuffer | null = new ArrayBuffer(65)) {
  return {
    endpoint,
    options: { applicationServerKey: key },
    toJSON: () => ({ endpoint, keys: { p256dh: "point", auth: "secret" } }),
  };
}

const notice = {
  kind: "ending_soon",
  id: 41,
  tag: "reminders:PK-7F3K9Q",
  title: "Your time on B4 ends at 17:00",
  body: "Plaza Damai. Need longer? Extend it while the spot is free.",
  url: "/bookings/PK-7F3K9Q",
  actions: [
    { action: "extend", title: "Extend", url: "/bookings/PK-7F3K9Q?extend=1" },
    { action: "directions", title: "Find my spot", url: "/bookings/PK-7F3K9Q?find=1" },
  ],
  at: "2026-11-23T08:45:00+00:00",
  language: "en",
};
const kept = { id: 41, url: notice.url, actions: notice.actions };

describe("a push", () => {
  test("is shown with its words and its buttons", async () => {
    const worker = fakeWorker();
    await worker.push(notice);
    const [one] = worker.shown;
    expect(one?.title).toBe(notice.title);
    expect(one?.options).toMatchObject({
      body: notice.body,
      tag: notice.tag,
      lang: "en",
      renotify: true,
      timestamp: Date.parse(notice.at),
      data: kept,
    });
    expect(one?.options["actions"]).toEqual([
      { action: "extend", title: "Extend" },
      { action: "directions", title: "Find my spot" },
    ]);
  });

  test("that comes twice shows once, the second time without a sound", async () => {
    const worker = fakeWorker();
    await worker.push(notice);
    await worker.push(notice);
    expect(worker.shown).toHaveLength(1);
    expect(worker.shown[0]?.options).toMatchObject({ renotify: false, silent: true });
  });

  test("that is news about the same takes the place of the last and is heard", async () => {
    const worker = fakeWorker();
    await worker.push(notice);
    await worker.push({ ...notice, id: 42, title: "Your time on B4 ends at 18:00" });
    expect(worker.shown.map((one) => one.title)).toEqual(["Your time on B4 ends at 18:00"]);
    expect(worker.shown[0]?.options).toMatchObject({ renotify: true, silent: false });
  });

  test.each([[undefined], [null], ["text"], [{ body: "no title" }]])(
    "that cannot be read is shown all the same: %o",
    async (data) => {
      const worker = fakeWorker();
      await worker.push(data);
      expect(worker.shown.map((one) => one.title)).toEqual(["ParkPro"]);
    },
  );
});

describe("a tap", () => {
  test("opens the booking when the app is not open", async () => {
    const worker = fakeWorker();
    const close = await worker.click(kept);
    expect(close).toHaveBeenCalled();
    expect(worker.opened).toEqual([`${ORIGIN}/bookings/PK-7F3K9Q`]);
  });

  test("on a button goes where the button says", async () => {
    const worker = fakeWorker();
    await worker.click(kept, "extend");
    expect(worker.opened).toEqual([`${ORIGIN}/bookings/PK-7F3K9Q?extend=1`]);
  });

  test("uses the tab that shows the booking, before any other", async () => {
    const worker = fakeWorker([`${ORIGIN}/lots/plaza-damai`, `${ORIGIN}/bookings/PK-7F3K9Q`]);
    await worker.click(kept, "directions");
    expect(worker.windows.map((tab) => [tab.focused, tab.url])).toEqual([
      [false, `${ORIGIN}/lots/plaza-damai`],
      [true, `${ORIGIN}/bookings/PK-7F3K9Q?find=1`],
    ]);
    expect(worker.opened).toEqual([]);
  });

  test("opens a window when the tab cannot be led", async () => {
    const worker = fakeWorker([`${ORIGIN}/`]);
    const [tab] = worker.windows;
    if (tab) tab.navigate = () => Promise.reject(new TypeError("not controlled"));
    await worker.click(kept);
    expect(worker.opened).toEqual([`${ORIGIN}/bookings/PK-7F3K9Q`]);
  });

  test.each(["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "https://[bad"])(
    "never leaves the app: %s",
    async (url) => {
      const worker = fakeWorker();
      await worker.click({ ...kept, url });
      expect(worker.opened).toEqual([`${ORIGIN}/`]);
    },
  );
});

describe("a subscription that the browser took back", () => {
  const told = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(null, { status: 204 })),
  );
  beforeEach(() => {
    told.mockClear();
    vi.stubGlobal("fetch", told);
  });

  function body(): unknown {
    return JSON.parse(told.mock.calls[0]?.[1].body as string);
  }

  test("is made again with the same key, and the server learns what it replaces", async () => {
    const worker = fakeWorker();
    await worker.change({ oldSubscription: subscription("https://push.example/old") });
    expect(worker.subscribe).toHaveBeenCalledWith({
      userVisibleOnly: true,
      applicationServerKey: expect.any(ArrayBuffer) as ArrayBuffer,
    });
    expect(told.mock.calls[0]?.[0]).toMatch(/push\/subscriptions$/);
    expect(body()).toEqual({
      endpoint: "https://push.example/new",
      keys: { p256dh: "point", auth: "secret" },
      replaces: "https://push.example/old",
    });
  });

  test("and came with the next one is told as it is", async () => {
    const worker = fakeWorker();
    const next = subscription("https://push.example/next");
    await worker.change({ oldSubscription: null, newSubscription: next });
    expect(worker.subscribe).not.toHaveBeenCalled();
    expect(body()).toEqual({ endpoint: next.endpoint, keys: { p256dh: "point", auth: "secret" } });
  });

  test("of which nothing is known waits for the app", async () => {
    const worker = fakeWorker();
    await worker.change({});
    expect(told).not.toHaveBeenCalled();
  });
});
