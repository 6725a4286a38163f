/** The one door to the browser's storage: a full or closed store loses comfort, never the booking. */

type Store = "local" | "session";

function open(store: Store): Storage | null {
  try {
    return store === "local" ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

export function read(store: Store, key: string): string | null {
  try {
    return open(store)?.getItem(`parkpro.${key}`) ?? null;
  } catch {
    return null;
  }
}

export function write(store: Store, key: string, value: string): void {
  try {
    open(store)?.setItem(`parkpro.${key}`, value);
  } catch {
    // Full or forbidden: what would have been remembered is asked for again.
  }
}

export function remove(store: Store, key: string): void {
  try {
    open(store)?.removeItem(`parkpro.${key}`);
  } catch {
    // Nothing was kept, so nothing is left.
  }
}

/** Removes everything of the app's but these keys. */
export function removeAllBut(store: Store, spared: readonly string[]): void {
  try {
    const storage = open(store);
    for (const name of Object.keys(storage ?? {})) {
      if (name.startsWith("parkpro.") && !spared.includes(name.slice("parkpro.".length)))
        storage?.removeItem(name);
    }
  } catch {
    // Nothing was kept, so nothing is left.
  }
}

export function readJson(store: Store, key: string): unknown {
  const text = read(store, key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function writeJson(store: Store, key: string, value: unknown): void {
  write(store, key, JSON.stringify(value));
}

/** Asks the browser not to clear what is kept here when it needs room. It may say no. */
export function askToKeepStorage(): void {
  const storage = (navigator as Partial<Navigator>).storage as Partial<StorageManager> | undefined;
  void storage?.persist?.().catch(() => undefined);
}

/** Where a tab keeps the slug of the lot whose first booking is being made, so that the booking leads back. */
export const SETTING_UP = "setting-up";
