/** The one owner of what is kept on the phone for when there is no signal. */
import { clear, createStore, del, delMany, entries, get, set } from "idb-keyval";
import type { UseStore } from "idb-keyval";
import { ruleOf } from "./kinds";
import type { Drawer } from "./kinds";

export interface KeptRecord {
  key: readonly unknown[];
  shape: string;
  /** When the server gave it, in milliseconds since the epoch by this device's clock. */
  at: number;
  data: unknown;
}

type Listener = () => void;

const GUESTS_KEEP_MS = 30 * 86_400_000;
/** Maps given up at a time when the phone is full. */
const GIVEN_UP_AT_ONCE = 4;

/**
 * Answers of the server, each with its age. Public and private ones lie in databases of their own, so that the
 * private one can be emptied whole. A browser without a store, an emptied one and a full one lose what would have been
 * there without a signal, and nothing else: no method here throws.
 */
export class Kept {
  private readonly drawers: Readonly<Record<Drawer, UseStore>>;
  private readonly fullListeners = new Set<Listener>();
  private toldFull = false;
  /** Grows when private answers are forgotten: what was asked for before must not be written after. */
  private era = 0;

  constructor(prefix = "parkpro") {
    this.drawers = {
      public: createStore(`${prefix}-public`, "kept"),
      private: createStore(`${prefix}-private`, "kept"),
    };
  }

  get presentEra(): number {
    return this.era;
  }

  /** What was kept of a query, or null: never kept, given up, or of a shape that this version cannot read. */
  async find(key: readonly unknown[]): Promise<KeptRecord | null> {
    const rule = ruleOf(key);
    if (!rule) return null;
    const found = await quietly(() => get<KeptRecord>(nameOf(key), this.drawers[rule.drawer]));
    return isRecord(found) && found.shape === rule.shape ? found : null;
  }

  /** Writes an answer down. `era` is the present one when it was asked for. */
  async keep(key: readonly unknown[], data: unknown, at: number, era = this.era): Promise<void> {
    const rule = ruleOf(key);
    if (!rule || (rule.drawer === "private" && era !== this.era)) return;
    if (data === null) {
      await this.forget(key);
      return;
    }
    const record: KeptRecord = { key, shape: rule.shape, at, data };
    const write = () => set(nameOf(key), record, this.drawers[rule.drawer]);
    try {
      await write();
    } catch (error) {
      if (isFull(error)) await this.makeRoom(write, nameOf(key));
    }
  }

  async forget(key: readonly unknown[]): Promise<void> {
    const rule = ruleOf(key);
    if (rule) await quietly(() => del(nameOf(key), this.drawers[rule.drawer]));
  }

  /** Empties the private drawer; `spare` says which bookings stay, as those of a guest do when a session ends. */
  async forgetPrivate(spare: (reference: string) => boolean): Promise<void> {
    this.era += 1;
    const records = await this.list("private");
    if (!records.some((record) => spare(referenceOf(record)))) {
      await quietly(() => clear(this.drawers.private));
      return;
    }
    const gone = records.filter((record) => !spare(referenceOf(record)));
    await this.drop("private", gone);
  }

  /** Drops what this version cannot read, and bookings that ended more than 30 days ago. */
  async tidy(now: number): Promise<void> {
    for (const drawer of ["public", "private"] as const) {
      const gone = (await this.list(drawer)).filter((record) => {
        const rule = ruleOf(record.key);
        const ended = rule?.kind === "booking" ? endOf(record.data) : null;
        return rule?.shape !== record.shape || (ended !== null && ended + GUESTS_KEEP_MS < now);
      });
      await this.drop(drawer, gone);
    }
  }

  /** Calls back once, when not even the bookings fit. */
  onFull(listener: Listener): () => void {
    this.fullListeners.add(listener);
    return () => this.fullListeners.delete(listener);
  }

  /** Gives up floor maps, the oldest first and those of booked floors last, until the write succeeds. */
  private async makeRoom(write: () => Promise<void>, name: string): Promise<void> {
    const booked = bookedAreas(await this.list("private"));
    const maps = (await this.list("public"))
      .filter((record) => ruleOf(record.key)?.kind === "map" && nameOf(record.key) !== name)
      .toSorted((a, b) => Number(booked.has(a.key[1])) - Number(booked.has(b.key[1])) || a.at - b.at);
    while (maps.length > 0) {
      await this.drop("public", maps.splice(0, GIVEN_UP_AT_ONCE));
      try {
        await write();
        return;
      } catch (error) {
        if (!isFull(error)) return;
      }
    }
    if (this.toldFull) return;
    this.toldFull = true;
    this.fullListeners.forEach((listener) => listener());
  }

  private async list(drawer: Drawer): Promise<KeptRecord[]> {
    const all = await quietly(() => entries<string, unknown>(this.drawers[drawer]));
    return (all ?? []).map(([, record]) => record).filter(isRecord);
  }

  private async drop(drawer: Drawer, records: readonly KeptRecord[]): Promise<void> {
    if (records.length === 0) return;
    const names = records.map((record) => nameOf(record.key));
    await quietly(() => delMany(names, this.drawers[drawer]));
  }
}

/** The app's own. */
export const kept = new Kept();

function nameOf(key: readonly unknown[]): string {
  return JSON.stringify(key);
}

async function quietly<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch {
    // No store, a closed one, a broken one: nothing is kept.
    return undefined;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

function isRecord(value: unknown): value is KeptRecord {
  if (typeof value !== "object" || value === null) return false;
  const facts = value as Partial<Record<keyof KeptRecord, unknown>>;
  return Array.isArray(facts.key) && typeof facts.shape === "string" && typeof facts.at === "number";
}

function referenceOf(record: KeptRecord): string {
  return ruleOf(record.key)?.kind === "booking" ? String(record.key[2]) : "";
}

function endOf(booking: unknown): number | null {
  const end = Date.parse((booking as { endsAt?: string } | null)?.endsAt ?? "");
  return Number.isFinite(end) ? end : null;
}

/** The floors of every booking that is kept, alone or in a list. */
function bookedAreas(records: readonly KeptRecord[]): ReadonlySet<unknown> {
  type Facts = { area?: { id?: unknown }; bookings?: Facts[] } | null | undefined;
  const areas = new Set<unknown>();
  const note = (facts: Facts) => {
    if (facts?.area?.id !== undefined) areas.add(facts.area.id);
    facts?.bookings?.forEach(note);
  };
  records.forEach((record) => note(record.data as Facts));
  return areas;
}
