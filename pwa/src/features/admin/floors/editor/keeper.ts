/** Keeps the draft on the server while it is drawn: a moment after each change, never over what somebody else saved. */
import type { DraftBody, FloorDraft, MapFault, SavedDraft } from "../../../../api/admin/floors";
import { ApiProblem } from "../../../../api/problem";
import type { Sheet } from "../plan/pieces";
import { draftOf, sheetOf } from "../plan/wire";

export interface Kept {
  revision: number;
  baseMapVersion: number;
  /** The published map of then; another than the base when somebody published since the draft was begun. */
  mapVersion: number;
  faults: readonly MapFault[];
  /** `saved` also while nobody has changed anything; `refused`: the server does not take it as it is. */
  state: "saved" | "waiting" | "saving" | "offline" | "refused" | "overtaken";
  /** Why it was refused, or who was faster. */
  problem: ApiProblem | null;
}

export interface Server {
  save: (body: DraftBody) => Promise<SavedDraft>;
  fetch: () => Promise<FloorDraft>;
}

const OVERTAKEN: readonly string[] = ["draft_changed", "map_changed"];
const REST_MS = 700;
const AGAIN_MS = 4_000;

export class Keeper {
  private kept: Kept;
  private sheet: Sheet;
  /** What the server has, by identity: undoing back to it needs no saving. */
  private saved: Sheet;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: Promise<void> | null = null;
  /** When the revision was learned that is shown. */
  private settledAt = Date.now();
  /** Sent without an answer: whether it arrived is not known. */
  private unanswered: string | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly server: Server,
    draft: FloorDraft,
    sheet: Sheet,
  ) {
    this.sheet = this.saved = sheet;
    this.kept = keptOf(draft);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly state = (): Kept => this.kept;

  get isClean(): boolean {
    return this.sheet === this.saved;
  }

  /**
   * Whether somebody else saved, or threw the draft away, by what the server told of it. What was asked before one's own
   * last saving tells an older revision, however late the answer comes.
   */
  isBehind({ revision, askedAt }: { revision: number; askedAt: number }): boolean {
    const { state, revision: own } = this.kept;
    return askedAt >= this.settledAt && state === "saved" && (revision > own || (revision === 0 && own > 0));
  }

  /** This is drawn now. */
  note(sheet: Sheet): void {
    if (sheet === this.sheet) return;
    this.sheet = sheet;
    if (this.kept.state === "overtaken") return;
    if (this.isClean && !this.work) {
      clearTimeout(this.timer);
      this.tell({ state: "saved", problem: null });
      return;
    }
    this.tell({ state: "waiting", problem: null });
    this.later(REST_MS);
  }

  /** Saves what is not saved yet, now; says whether all of it is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    for (let tries = 0; tries < 3 && !this.isClean && this.kept.state !== "overtaken"; tries++) {
      await (this.work ?? this.begin());
      if (this.kept.state === "offline" || this.kept.state === "refused") break;
    }
    return this.isClean;
  }

  /** The server has this, and it is drawn now: what somebody else saved, a file, what was published. */
  adopt(draft: FloorDraft, sheet: Sheet): void {
    clearTimeout(this.timer);
    this.unanswered = null;
    this.settledAt = Date.now();
    this.sheet = this.saved = sheet;
    this.kept = keptOf(draft);
    this.tell({});
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.begin(), milliseconds);
  }

  private begin(): Promise<void> {
    this.work ??= this.save().finally(() => {
      this.work = null;
      if (!this.isClean && this.kept.state === "waiting") this.later(REST_MS);
    });
    return this.work;
  }

  private async save(): Promise<void> {
    const sheet = this.sheet;
    if (sheet === this.saved) return;
    const { revision, baseMapVersion } = this.kept;
    const drawn = draftOf(sheet);
    this.tell({ state: "saving" });
    try {
      const { faults, ...answer } = await this.server.save({ ...drawn, revision, baseMapVersion });
      this.settle(sheet, answer.revision, faults);
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        this.unanswered = JSON.stringify(drawn);
        this.tell({ state: "offline" });
        this.later(AGAIN_MS);
      } else if (OVERTAKEN.includes(error.code)) {
        if (!(await this.wasOurs(sheet))) this.tell({ state: "overtaken", problem: error });
      } else {
        this.tell({ state: error.status >= 500 ? "offline" : "refused", problem: error });
        if (error.status >= 500) this.later(AGAIN_MS);
      }
    }
  }

  private settle(sheet: Sheet, revision: number, faults: readonly MapFault[]): void {
    this.unanswered = null;
    this.settledAt = Date.now();
    this.saved = sheet;
    this.tell({ revision, faults, problem: null, state: this.isClean ? "saved" : "waiting" });
  }

  /** An answer was lost on the way, and what the server has is what we sent then. */
  private async wasOurs(sheet: Sheet): Promise<boolean> {
    const sent = this.unanswered;
    if (sent === null) return false;
    try {
      const there = await this.server.fetch();
      if (JSON.stringify(draftOf(sheetOf(there))) !== sent) return false;
      // What was drawn since is saved over it as the next revision.
      const isAllOfIt = JSON.stringify(draftOf(sheet)) === sent;
      this.unanswered = null;
      this.tell({ revision: there.revision, state: "waiting" });
      if (isAllOfIt) this.settle(sheet, there.revision, there.faults);
      return true;
    } catch {
      return false;
    }
  }

  private tell(change: Partial<Kept>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }
}

function keptOf({ revision, baseMapVersion, mapVersion, faults }: FloorDraft): Kept {
  return { revision, baseMapVersion, mapVersion, faults, state: "saved", problem: null };
}
