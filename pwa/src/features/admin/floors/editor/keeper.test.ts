import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DraftBody, FloorDraft } from "../../../../api/admin/floors";
import { ApiProblem, NoConnection } from "../../../../api/problem";
import type { Sheet } from "../plan/pieces";
import { draftOf, sheetOf } from "../plan/wire";
import { Keeper } from "./keeper";

const draft: FloorDraft = {
  code: "B1",
  name: "Basement 1",
  level: -1,
  plan: {
    width: 1000,
    height: 1000,
    drawing: {
      outline: [
        [0, 0],
        [1000, 0],
        [1000, 1000],
      ],
      lanes: [],
      walls: [],
      landmarks: [],
    },
    spaces: [],
  },
  revision: 0,
  baseMapVersion: 3,
  mapVersion: 3,
  editedBy: null,
  editedAt: null,
  faults: [],
  editors: [],
};
const sheet = sheetOf(draft);
const named = (name: string): Sheet => ({ ...sheet, name });
const overtaken = new ApiProblem(409, {
  code: "draft_changed",
  editedBy: "Siti",
  detail: "Siti was faster.",
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server with one draft. `fate` may lose an answer or refuse. */
function serverWith(fate: (body: DraftBody) => "kept" | "lost" | ApiProblem = () => "kept") {
  let there = draft;
  const saves: DraftBody[] = [];
  return {
    saves,
    there: () => there,
    save: (body: DraftBody) => {
      saves.push(body);
      const told = fate(body);
      if (told instanceof ApiProblem) return Promise.reject(told);
      if (body.revision !== there.revision) return Promise.reject(overtaken);
      there = { ...there, ...body, revision: body.revision + 1 };
      if (told === "lost") return Promise.reject(new NoConnection(null));
      return Promise.resolve({ revision: there.revision, editedAt: "2026-11-26T01:00:00Z", faults: [] });
    },
    fetch: () => Promise.resolve(there),
  };
}

describe("the draft is kept", () => {
  test("a moment after the last change, once for all of them", async () => {
    const server = serverWith();
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("a"));
    await vi.advanceTimersByTimeAsync(500);
    keeper.note(named("ab"));
    expect(keeper.state().state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(800);
    expect(
      server.saves.map(({ name, revision, baseMapVersion }) => [name, revision, baseMapVersion]),
    ).toEqual([["ab", 0, 3]]);
    expect(keeper.state()).toMatchObject({ revision: 1, state: "saved" });
  });

  test("not at all when all was undone", async () => {
    const server = serverWith();
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("a"));
    keeper.note(sheet);
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.saves).toEqual([]);
    expect(keeper.state().state).toBe("saved");
  });

  test("again and again while there is no connection; an answer that was lost is known again", async () => {
    let first = true;
    const server = serverWith(() => {
      const fate = first ? "lost" : "kept";
      first = false;
      return fate;
    });
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("a"));
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.state().state).toBe("offline");
    keeper.note(named("ab"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.state()).toMatchObject({ revision: 2, state: "saved" });
    expect(server.there().name).toBe("ab");
  });

  test("never over what somebody else saved: who was faster is told, and saving stops", async () => {
    const server = serverWith(() => overtaken);
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("a"));
    expect(await keeper.flush()).toBe(false);
    expect(keeper.state()).toMatchObject({ state: "overtaken", problem: { editedBy: "Siti" } });
    keeper.note(named("ab"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.saves).toHaveLength(1);

    const theirs = { ...draft, name: "Theirs", revision: 7 };
    keeper.adopt(theirs, sheetOf(theirs));
    expect(keeper.state()).toMatchObject({ state: "saved", revision: 7 });
  });

  test("what the server cannot take waits for the next change", async () => {
    const refused = new ApiProblem(422, { code: "floor_too_detailed", detail: "Too many lines." });
    const server = serverWith(({ name }) => (name === "bad" ? refused : "kept"));
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("bad"));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(keeper.state()).toMatchObject({ state: "refused", problem: { detail: "Too many lines." } });
    expect(server.saves).toHaveLength(1);
    keeper.note(named("good"));
    expect(await keeper.flush()).toBe(true);
    expect(draftOf(named("good")).name).toBe(server.there().name);
  });

  test("flushing saves what came while something was being saved", async () => {
    const server = serverWith();
    const keeper = new Keeper(server, draft, sheet);
    keeper.note(named("a"));
    const done = keeper.flush();
    keeper.note(named("ab"));
    expect(await done).toBe(true);
    expect(server.saves.map(({ name }) => name)).toEqual(["a", "ab"]);
  });
});

describe("somebody else has saved", () => {
  test("by what was asked since one's own last saving, however late older answers come", async () => {
    const keeper = new Keeper(serverWith(), draft, sheet);
    const askedAt = Date.now();
    keeper.note(named("a"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(keeper.state()).toMatchObject({ revision: 1, state: "saved" });
    // Of before the first saving, when there was no draft.
    expect(keeper.isBehind({ revision: 0, askedAt })).toBe(false);
    expect(keeper.isBehind({ revision: 1, askedAt: Date.now() })).toBe(false);
    expect(keeper.isBehind({ revision: 2, askedAt: Date.now() })).toBe(true);
    expect(keeper.isBehind({ revision: 0, askedAt: Date.now() })).toBe(true);
  });
});
