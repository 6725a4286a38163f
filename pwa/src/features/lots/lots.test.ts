import { describe, expect, test } from "vitest";
import { lots } from "../../../test/fixture/data";
import { drawFloor, takenOn } from "../../../test/fixture/floors";
import { prepareFloor } from "../../map/floor";
import { findWays } from "../../map/ways";
import { arrangeLots, hoursByDays, hoursToday, spelt } from "./lots";
import {
  ANYTHING,
  freeByType,
  freeOfKinds,
  kindsToCount,
  listSpots,
  matchesOf,
  nearestEquals,
  priceLimits,
  statesOf,
} from "./spots";
import type { Listing, Prices, Wanted } from "./spots";

describe("the list of lots", () => {
  const names = (query: string, position: Parameters<typeof arrangeLots>[2] = null) =>
    arrangeLots(lots, query, position).map(({ lot }) => lot.name);

  test("is by name until the driver's place is known, then by distance", () => {
    expect(names("")).toEqual(["Medan Selatan", "Menara Bayu", "Plaza Damai"]);
    expect(names("", { latitude: 5.4, longitude: 100.3 })[0]).toBe("Menara Bayu");
  });

  test("is searched by words of name and address, whatever their case and accents", () => {
    expect(names("plaza")).toEqual(["Plaza Damai"]);
    expect(names("  SELÁTAN putra ")).toEqual(["Medan Selatan"]);
    expect(names("nowhere")).toEqual([]);
  });

  test("tells today's hours in the lot's zone", () => {
    const [, medan, menara] = lots;
    if (!medan || !menara) throw new Error("the fixture has three lots");
    expect(hoursToday(lots[0] ?? medan, new Date())).toBe("always");
    expect(hoursToday(medan, new Date())).toMatchObject([{ opens: "06:00", closes: "23:00" }]);
    // Friday 17:00 UTC is already Saturday in Malaysia.
    expect(hoursToday(menara, new Date("2026-11-20T17:00:00Z"))).toEqual([]);
  });

  test("tells every opening of a day, and which days stay closed", () => {
    const openingHours = [0, 1, 2, 5].flatMap((weekday) => [
      { weekday, opens: "15:00", closes: "22:00" },
      { weekday, opens: "06:00", closes: "11:00" },
    ]);
    const lot = { openingHours, specialDays: [], timeZone: "Asia/Kuala_Lumpur" };
    const monday = hoursToday(lot, new Date("2026-11-23T04:00:00Z"));
    expect(monday === "always" ? monday : spelt(monday)).toBe("06:00 – 11:00, 15:00 – 22:00");
    expect(hoursByDays(lot).map(({ from, to, hours }) => [from, to, spelt(hours)])).toEqual([
      [0, 2, "06:00 – 11:00, 15:00 – 22:00"],
      [3, 4, ""],
      [5, 5, "06:00 – 11:00, 15:00 – 22:00"],
      [6, 6, ""],
    ]);
  });
});

describe("choosing among spots", () => {
  const map = drawFloor(3, "B1", 4, 9);
  const floor = prepareFloor(map);
  const ways = findWays(floor);
  const states = statesOf(takenOn(map));
  const spot = (label: string) => {
    const found = floor.spots.find((one) => one.label === label);
    if (!found) throw new Error(label);
    return found;
  };

  const prices: Prices = new Map([
    ["standard", 424],
    ["ev", 636],
    ["vip", 848],
    ["oku", 424],
  ]);
  const matching = (wanted: Partial<Wanted>, known = prices) =>
    matchesOf(floor, ways, { ...ANYTHING, ...wanted }, known);

  test("what is counted is for cars, unless a filter lets motorcycles through or there is nothing else", () => {
    const both = ["standard", "ev", "motorcycle"] as const;
    const counted = (wanted: Partial<Wanted>, types: Parameters<typeof kindsToCount>[0] = both) =>
      kindsToCount(types, { ...ANYTHING, ...wanted }, new Map([...prices, ["motorcycle", 212]]));
    expect(counted({})).toEqual(["standard", "ev"]);
    expect(counted({ nearLift: true })).toEqual(["standard", "ev"]);
    expect(counted({ kinds: new Set(["motorcycle"]) })).toEqual(["motorcycle"]);
    expect(counted({ upTo: "standard" })).toEqual(["standard", "motorcycle"]);
    expect(counted({}, ["motorcycle"])).toEqual(["motorcycle"]);
  });

  test("a floor tells how many of its spots match and are free, and where it has none of a kind", () => {
    const wanted = matching({ kinds: new Set(["ev"]) }) ?? new Set();
    const free = [...wanted].filter((id) => !states.has(id)).length;
    expect(freeOfKinds(freeByType(floor, states, wanted), ["ev"])).toBe(free);
    expect(freeOfKinds(freeByType(floor, states, null), ["motorcycle"])).toBeNull();
    const all = freeOfKinds(freeByType(floor, states, null), ["standard", "ev", "vip", "oku"]);
    expect(all).toBe(floor.spots.length - states.size);
  });

  test("kinds add up, and nearness to a lift narrows", () => {
    expect(matching({})).toBeNull();
    expect(matching({ kinds: new Set(["ev", "oku"]) })?.size).toBe(6);
    const near = matching({ kinds: new Set(["ev"]), nearLift: true });
    expect(near?.size).toBeLessThan(4);
    for (const id of near ?? []) expect(ways.nearest(id)?.metres).toBeLessThanOrEqual(40);
  });

  test("a price limit moves with the prices, and filters nothing while they are not known", () => {
    const types = (ids: Set<number> | null) =>
      new Set(floor.spots.filter((one) => ids?.has(one.id)).map((one) => one.type));
    expect(priceLimits(prices)).toEqual([
      { upTo: "standard", amountSen: 424 },
      { upTo: "ev", amountSen: 636 },
    ]);
    expect(types(matching({ upTo: "ev" }))).toEqual(new Set(["standard", "ev", "oku"]));
    const dearNights = new Map([...prices].map(([type, sen]) => [type, sen * 3]));
    expect(types(matching({ upTo: "standard" }, dearNights))).toEqual(new Set(["standard", "oku"]));
    expect(matching({ upTo: "ev" }, new Map())?.size).toBe(floor.spots.length);
    expect(priceLimits(new Map([["standard", 424]]))).toEqual([]);
  });

  describe("as a list", () => {
    const taken = takenOn(map);
    const free = new Set(floor.spots.filter((one) => !states.has(one.id)).map((one) => one.id));
    const listing: Listing = {
      ...{ floor, ways, prices, taken, matches: null, query: "", order: "near", freeOnly: false },
      wereFree: free,
    };
    const labels = (change: Partial<Listing>) =>
      listSpots({ ...listing, ...change }).map((row) => row.spot.label);

    test("holds every spot once, free ones first, in the order that was asked for", () => {
      expect(labels({}).toSorted()).toEqual(floor.spots.map((one) => one.label).toSorted());
      const rows = listSpots({ ...listing, order: "price" });
      const isFree = rows.map((row) => row.state === "free");
      expect(isFree).toEqual(isFree.toSorted((a, b) => Number(b) - Number(a)));
      const open = rows.slice(0, free.size);
      expect(open.map((row) => row.amountSen)).toEqual(
        open.map((row) => row.amountSen).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      );
      const near = listSpots(listing).slice(0, free.size);
      expect(near.map((row) => row.way?.metres)).toEqual(
        near.map((row) => row.way?.metres).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      );
    });

    test("finds a spot by its label, however it is typed and whatever its state", () => {
      expect(labels({ query: "c-4 ", freeOnly: true })).toEqual(["C4"]);
      expect(labels({ query: "b", order: "label" })).toHaveLength(9);
      expect(labels({ query: "Z1" })).toEqual([]);
      const [closed] = listSpots({ ...listing, query: "C4" });
      expect(closed).toMatchObject({ state: "closed", reason: "New floor paint until Friday" });
    });

    test("shows free spots only when asked to", () => {
      expect(new Set(labels({ freeOnly: true }))).toEqual(
        new Set(floor.spots.filter((one) => free.has(one.id)).map((one) => one.label)),
      );
    });

    test("keeps what was free in its place when somebody takes it", () => {
      const before = labels({ freeOnly: true });
      const lost = floor.spots.find((one) => one.label === before[2]);
      if (!lost) throw new Error("the fixture has free spots");
      const now = [...taken, { spaceId: lost.id, state: "held" as const, reason: null }];
      expect(labels({ freeOnly: true, taken: now })).toEqual(before);
      expect(listSpots({ ...listing, taken: now })[2]?.state).toBe("held");
    });
  });

  test("the equals that are offered are free, of the same kind, and nearest first", () => {
    const offered = nearestEquals(floor, states, spot("D3"), 3);
    expect(offered).toHaveLength(3);
    const away = offered.map((one) => Math.hypot(one.x - spot("D3").x, one.y - spot("D3").y));
    expect(away).toEqual(away.toSorted((a, b) => a - b));
    for (const one of offered) {
      expect(one.type).toBe("standard");
      expect(states.has(one.id)).toBe(false);
    }
  });
});
