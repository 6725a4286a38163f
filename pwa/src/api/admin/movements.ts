/**
 * What a gate saw without a connection: kept on the phone under a key each, told to the server later, and so happening
 * once (decision 26). It is its own attendant's: nobody else who signs in here sees it or sends it.
 */
import { createStore, delMany, setMany, values } from "idb-keyval";
import { useSyncExternalStore } from "react";
import { serverNow } from "../clock";
import { ApiProblem } from "../problem";
import { tellMovements } from "./gate";
import type { MovementSent, MovementTold } from "./types";

/** A car at the gate, known by its pass, its plate or its reference. */
export interface Movement {
  key: string;
  /** E-mail of the attendant. */
  by: string;
  slug: string;
  direction: "in" | "out";
  scan: string | null;
  plate: string | null;
  reference: string | null;
  /** When it was seen, by the server's clock. */
  at: string;
  leaveOwing: boolean;
  /** What the list calls it: a plate or a reference. */
  name: string;
}

export interface KeptMovement extends Movement {
  state: "waiting" | "done" | "refused";
  /** Of what happened. */
  told: MovementTold | null;
  /** Why it did not: a stable code, and the server's sentence. */
  refusal: { code: string; detail: string } | null;
}

/** The server takes at most 200. */
const AT_ONCE = 100;
/** What happened is shown for a day, what was refused until somebody looked at it, but not for ever. */
const DONE_KEEP_MS = 86_400_000;
const KEEP_MS = 14 * 86_400_000;

export class MovementQueue {
  private all: readonly KeptMovement[] = [];
  private readonly store = createStore("parkpro-gate", "movements");
  private readonly listeners = new Set<() => void>();
  private readonly otherTabs =
    typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("parkpro.gate");
  private loading: Promise<void> | null = null;
  private sending: Promise<boolean> | null = null;
  /** Set when the browser keeps nothing: it is all gone when the page is closed. */
  isFleeting = false;

  constructor() {
    this.otherTabs?.addEventListener("message", () => void this.load());
  }

  get list(): readonly KeptMovement[] {
    return this.all;
  }

  /** Calls back at every change, and reads what was kept when first asked for. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    this.loading ??= this.load();
    return () => this.listeners.delete(changed);
  };

  add(movement: Movement): Promise<void> {
    return this.put([{ ...movement, state: "waiting", told: null, refusal: null }]);
  }

  /** Somebody looked at it. */
  async drop(keys: readonly string[]): Promise<void> {
    this.show(this.all.filter(({ key }) => !keys.includes(key)));
    await this.quietly(() => delMany([...keys], this.store));
    this.otherTabs?.postMessage("changed");
  }

  /** Tells the server what waits of this attendant's, one tab at a time. Answers whether it learned anything. */
  send(by: string): Promise<boolean> {
    this.sending ??= this.alone(() => this.tellAll(by)).finally(() => (this.sending = null));
    return this.sending;
  }

  private async alone(work: () => Promise<boolean>): Promise<boolean> {
    const locks = (navigator as Partial<Navigator>).locks;
    if (!locks) return work();
    return await locks.request("parkpro.gate", { ifAvailable: true }, (lock) => (lock ? work() : false));
  }

  private async tellAll(by: string): Promise<boolean> {
    await (this.loading ??= this.load());
    const waiting = this.all
      .filter((one) => one.state === "waiting" && one.by === by)
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    let learned = false;
    for (const slug of new Set(waiting.map((one) => one.slug))) {
      const here = waiting.filter((one) => one.slug === slug);
      for (let from = 0; from < here.length; from += AT_ONCE)
        learned = (await this.tell(slug, here.slice(from, from + AT_ONCE))) || learned;
    }
    return learned;
  }

  private async tell(slug: string, some: readonly KeptMovement[]): Promise<boolean> {
    try {
      const { done, refused } = await tellMovements(slug, some.map(sent));
      const told = new Map(done.map((one) => [one.key, one]));
      const refusals = new Map(refused.map((one) => [one.key, one]));
      await this.put(
        some.map((one) => {
          const happened = told.get(one.key) ?? null;
          const refusal = refusals.get(one.key) ?? null;
          return {
            ...one,
            told: happened,
            refusal,
            state: happened ? "done" : refusal ? "refused" : one.state,
          };
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem) || !isMalformed(error)) return false;
      // One that cannot be read is not to hold up the others.
      const [first, second] = some;
      if (first && !second) {
        const refusal = { code: error.code, detail: error.detail };
        await this.put([{ ...first, state: "refused", refusal }]);
        return true;
      }
      for (const one of some) await this.tell(slug, [one]);
      return true;
    }
  }

  private async put(some: readonly KeptMovement[]): Promise<void> {
    const keys = new Set(some.map(({ key }) => key));
    this.show([...some, ...this.all.filter(({ key }) => !keys.has(key))]);
    await this.quietly(() =>
      setMany(
        some.map((one) => [one.key, one]),
        this.store,
      ),
    );
    this.otherTabs?.postMessage("changed");
  }

  private async load(): Promise<void> {
    const kept = (await this.quietly(() => values<KeptMovement>(this.store))) ?? [];
    const isOld = ({ at, state }: KeptMovement) =>
      serverNow() - Date.parse(at) > (state === "done" ? DONE_KEEP_MS : KEEP_MS);
    const here = new Set(kept.map(({ key }) => key));
    // What could not be written down is still known to this page.
    const unwritten = this.isFleeting ? this.all.filter(({ key }) => !here.has(key)) : [];
    this.show([...unwritten, ...kept.filter((one) => !isOld(one))]);
    const old = kept.filter(isOld).map(({ key }) => key);
    if (old.length > 0) await this.quietly(() => delMany(old, this.store));
  }

  private show(all: readonly KeptMovement[]): void {
    this.all = all.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    this.listeners.forEach((listener) => listener());
  }

  private async quietly<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch {
      this.isFleeting = true;
      return undefined;
    }
  }
}

function isMalformed({ status }: ApiProblem): boolean {
  return status === 400 || status === 413 || status === 422;
}

/** As the server reads it. */
export function sent({ key, direction, scan, plate, reference, at, leaveOwing }: Movement): MovementSent {
  return { key, direction, scan, plate, reference, at, leaveOwing };
}

/** The app's own. */
export const movements = new MovementQueue();

/** What this attendant's phone saw and has not forgotten, the latest first. */
export function useMovements(): readonly KeptMovement[] {
  return useSyncExternalStore(movements.subscribe, () => movements.list);
}
