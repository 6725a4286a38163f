import "fake-indexeddb/auto";
import { entries, createStore, set } from "idb-keyval";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Kept } from "./kept";

const MAP = (id: number) => ["areas", id, "map"];
const BOOKING = (reference: string) => ["bookings", "one", reference];
const booked = (areaId: number, endsAt = "2030-01-01T00:00:00Z") => ({ area: { id: areaId }, endsAt });

let prefix = 0;
/** A phone with nothing on it yet. */
function phone() {
  prefix += 1;
  const name = `test-${prefix}`;
  const names = async (drawer: string) =>
    (await entries<string, unknown>(createStore(`${name}-${drawer}`, "kept"))).map(([key]) => key);
  return { kept: new Kept(name), name, names };
}

/** As a browser does when there is no room: writes fail while `isFull` says so. */
function fillUp(isFull: () => boolean) {
  const original = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, "put")
    ?.value as IDBObjectStore["put"];
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
    if (isFull()) throw new DOMException("no room", "QuotaExceededError");
    return original.apply(this, given);
  });
}

afterEach(() => vi.restoreAllMocks());

describe("what is kept", () => {
  test("comes back with its age, and only what is on the list is written down", async () => {
    const { kept, names } = phone();
    await kept.keep(["lots"], { lots: [] }, 1_000);
    await kept.keep(["quotes", { spaceId: 1 }], { amountSen: 1 }, 1_000);
    await kept.keep(["areas", 3, "taken", "a", "b"], { taken: [] }, 1_000);
    expect(await kept.find(["lots"])).toMatchObject({ at: 1_000, data: { lots: [] } });
    expect(await names("public")).toEqual(['["lots"]']);
    expect(await names("private")).toEqual([]);
  });

  test("private is apart from public, and goes whole", async () => {
    const { kept, names } = phone();
    await kept.keep(["lots"], { lots: [] }, 1);
    await kept.keep(["me"], { name: "Aina" }, 1);
    await kept.keep(["vehicles"], { vehicles: [] }, 1);
    await kept.keep(BOOKING("PK-1"), booked(3), 1);
    await kept.forgetPrivate(() => false);
    expect(await names("private")).toEqual([]);
    expect(await names("public")).toEqual(['["lots"]']);
  });

  test("spares a guest's bookings when a session ends", async () => {
    const { kept, names } = phone();
    await kept.keep(["me"], { name: "Aina" }, 1);
    await kept.keep(BOOKING("PK-1"), booked(3), 1);
    await kept.keep(BOOKING("PK-2"), booked(3), 1);
    await kept.forgetPrivate((reference) => reference === "PK-2");
    expect(await names("private")).toEqual(['["bookings","one","PK-2"]']);
  });

  test("does not take a private answer that was asked for before the sign-out", async () => {
    const { kept, names } = phone();
    const era = kept.presentEra;
    await kept.forgetPrivate(() => false);
    await kept.keep(["me"], { name: "Aina" }, 1, era);
    expect(await names("private")).toEqual([]);
  });

  test("of an earlier shape is not read, and is dropped", async () => {
    const { kept, name, names } = phone();
    const store = createStore(`${name}-public`, "kept");
    await set('["lots"]', { key: ["lots"], shape: "of an earlier version", at: 1, data: 7 }, store);
    await set("rubbish", "rubbish", store);
    expect(await kept.find(["lots"])).toBeNull();
    await kept.tidy(Date.now());
    expect(await names("public")).toEqual(["rubbish"]);
  });

  test("of a booking goes 30 days after its end", async () => {
    const { kept, names } = phone();
    const end = Date.parse("2026-11-01T00:00:00Z");
    await kept.keep(BOOKING("PK-1"), booked(3, "2026-11-01T00:00:00Z"), 1);
    await kept.tidy(end + 29 * 86_400_000);
    expect(await names("private")).toHaveLength(1);
    await kept.tidy(end + 31 * 86_400_000);
    expect(await names("private")).toEqual([]);
  });
});

describe("a full phone", () => {
  test("gives up the oldest maps first and those of booked floors last", async () => {
    const { kept, names } = phone();
    for (let id = 1; id <= 6; id++) await kept.keep(MAP(id), { areaId: id }, id);
    await kept.keep(BOOKING("PK-1"), booked(1), 1);
    let refusals = 1;
    fillUp(() => refusals-- > 0);
    await kept.keep(BOOKING("PK-2"), booked(1), 2);
    expect(await names("private")).toHaveLength(2);
    expect(await names("public")).toEqual([JSON.stringify(MAP(1)), JSON.stringify(MAP(6))]);
  });

  test("says once when not even the bookings fit, and goes on", async () => {
    const { kept } = phone();
    const told = vi.fn();
    kept.onFull(told);
    fillUp(() => true);
    await kept.keep(BOOKING("PK-1"), booked(1), 1);
    await kept.keep(BOOKING("PK-2"), booked(1), 1);
    expect(told).toHaveBeenCalledOnce();
    expect(await kept.find(BOOKING("PK-1"))).toBeNull();
  });
});

test("a browser without a store keeps nothing and breaks nothing", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { kept } = phone();
  await kept.keep(["lots"], { lots: [] }, 1);
  expect(await kept.find(["lots"])).toBeNull();
  await kept.forgetPrivate(() => false);
  await kept.tidy(1);
  vi.unstubAllGlobals();
});
