/** A browser's notifications: a permission, and one subscription under one key. */
import { vi } from "vitest";

export class FakePush {
  permission: NotificationPermission = "default";
  /** What the driver will answer when asked. */
  answer: NotificationPermission = "granted";
  asked = 0;
  subscription: PushSubscription | null = null;
  /** What stands in the tray. */
  tray: { close: () => void }[] = [];
  private made = 0;

  install(): void {
    const asks = () => {
      this.asked += 1;
      this.permission = this.answer;
      return Promise.resolve(this.answer);
    };
    const notification = { requestPermission: asks };
    Object.defineProperty(notification, "permission", { get: () => this.permission });
    vi.stubGlobal("Notification", notification);
    vi.stubGlobal("PushManager", vi.fn());
    Object.defineProperty(navigator, "serviceWorker", {
      configurable: true,
      value: {
        getRegistration: () =>
          Promise.resolve({
            pushManager: this.manager,
            getNotifications: () => Promise.resolve(this.tray),
          }),
      },
    });
  }

  uninstall(): void {
    Reflect.deleteProperty(navigator, "serviceWorker");
    vi.unstubAllGlobals();
  }

  /** A notification that nobody has closed yet. */
  notify(): void {
    const shown = { close: () => (this.tray = this.tray.filter((one) => one !== shown)) };
    this.tray = [...this.tray, shown];
  }

  /** The browser forgets it, as browsers do. */
  drop(): void {
    this.subscription = null;
  }

  private readonly manager = {
    getSubscription: () => Promise.resolve(this.subscription),
    subscribe: ({ applicationServerKey }: { applicationServerKey: Uint8Array<ArrayBuffer> }) => {
      this.made += 1;
      const endpoint = `https://push.example/${this.made}`;
      this.subscription = {
        endpoint,
        options: { applicationServerKey: applicationServerKey.buffer, userVisibleOnly: true },
        toJSON: () => ({ endpoint, keys: { p256dh: "point", auth: "secret" } }),
        unsubscribe: () => {
          this.subscription = null;
          return Promise.resolve(true);
        },
      } as unknown as PushSubscription;
      return Promise.resolve(this.subscription);
    },
  };
}
