import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { told } from "../../../test/fixture/gate";
import { MovementQueue } from "./movements";
import type { Movement } from "./movements";

const SITI = "siti@operator.example";
let number = 0;

/** A car seen so many minutes ago. */
function seen(minutes: number, more: Partial<Movement> = {}): Movement {
  number += 1;
  return {
    key: `seen-${number}-of-a-test`,
    by: SITI,
    slug: "plaza-damai",
    direction: "in",
    scan: null,
    plate: "WXY1234",
    reference: null,
    at: new Date(Date.now() - minutes * 60_000).toISOString(),
    leaveOwing: false,
    name: "WXY 1234",
    ...more,
  };
}

type Sent = { movements: Movement[] };

/** A server that answers each batch as `answer` says; the batches that it was sent. */
function server(answer: (sent: Sent, path: string) => Response): Sent[] {
  const batches: Sent[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const sent = (await request.json()) as Sent;
    batches.push(sent);
    return answer(sent, new URL(request.url).pathname);
  });
  return batches;
}

const all = ({ movements }: Sent) =>
  Response.json({ done: movements.map(({ key }) => told(key)), refused: [] });
const stateOf = (queue: MovementQueue, { key }: Movement) => queue.list.find((one) => one.key === key)?.state;

/** As after the page was closed and opened again. */
async function reopened(): Promise<MovementQueue> {
  const queue = new MovementQueue();
  await new Promise<void>((resolve) => queue.subscribe(resolve));
  return queue;
}

test("what was seen outlives the page, and is told in its order, once", async () => {
  const later = seen(5, { direction: "out" });
  const before = seen(20);
  const queue = new MovementQueue();
  await queue.add(later);
  await queue.add(before);

  const again = await reopened();
  const batches = server(all);
  expect(await again.send(SITI)).toBe(true);
  await again.send(SITI);
  expect(batches.map(({ movements }) => movements.map(({ key }) => key))).toEqual([[before.key, later.key]]);
  expect([stateOf(again, before), stateOf(again, later)]).toEqual(["done", "done"]);
  expect((await reopened()).list.find(({ key }) => key === later.key)?.told?.spaceLabel).toBe("A7");
});

test("an answer that never came leaves it waiting under the same key", async () => {
  const one = seen(3);
  const queue = await reopened();
  await queue.add(one);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect(await queue.send(SITI)).toBe(false);
  expect(stateOf(queue, one)).toBe("waiting");
  const batches = server(all);
  await queue.send(SITI);
  expect(batches[0]?.movements[0]?.key).toBe(one.key);
});

test("a server in trouble, a role that is gone: it waits", async () => {
  const one = seen(3);
  const queue = await reopened();
  await queue.add(one);
  for (const status of [500, 429, 401, 403]) {
    server(() => Response.json({ code: "x", detail: "" }, { status }));
    await queue.send(SITI);
    expect(stateOf(queue, one)).toBe("waiting");
  }
  await queue.drop([one.key]);
  expect((await reopened()).list.some(({ key }) => key === one.key)).toBe(false);
});

test("what the server refuses is kept with its word until somebody has looked", async () => {
  const one = seen(3);
  const queue = await reopened();
  await queue.add(one);
  server(() =>
    Response.json({ done: [], refused: [{ key: one.key, code: "car_is_in", detail: "In already." }] }),
  );
  await queue.send(SITI);
  expect((await reopened()).list.find(({ key }) => key === one.key)).toMatchObject({
    state: "refused",
    refusal: { code: "car_is_in", detail: "In already." },
  });
});

test("one that cannot be read does not hold up the others", async () => {
  const [bad, good] = [seen(4, { plate: "" }), seen(3)];
  const queue = await reopened();
  await queue.add(bad);
  await queue.add(good);
  server((sent) =>
    sent.movements.some(({ plate }) => plate === "")
      ? Response.json({ code: "invalid_request", detail: "Not so." }, { status: 400 })
      : all(sent),
  );
  await queue.send(SITI);
  expect([stateOf(queue, bad), stateOf(queue, good)]).toEqual(["refused", "done"]);
});

test("another attendant's is neither sent nor lost; each lot is told its own", async () => {
  const [hers, there, here] = [seen(9, { by: "devi@operator.example" }), seen(8, { slug: "medan" }), seen(7)];
  const queue = await reopened();
  for (const one of [hers, there, here]) await queue.add(one);
  const paths: string[] = [];
  const batches = server((sent, path) => {
    paths.push(path);
    return all(sent);
  });
  await queue.send(SITI);
  expect(batches.flatMap(({ movements }) => movements.map(({ key }) => key))).toEqual([there.key, here.key]);
  expect(paths).toEqual([
    "/api/admin/lots/medan/movements/sync",
    "/api/admin/lots/plaza-damai/movements/sync",
  ]);
  expect(stateOf(queue, hers)).toBe("waiting");
});

test("a browser without a store loses nothing while the page is open, and says so", async () => {
  const queue = await reopened();
  const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  const one = seen(1);
  await queue.add(one);
  expect([queue.isFleeting, stateOf(queue, one)]).toEqual([true, "waiting"]);
  put.mockRestore();
});
