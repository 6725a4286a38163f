import { describe, expect, test } from "vitest";
import { lots } from "../../../test/fixture/data";
import { drawFloor, takenOn } from "../../../test/fixture/floors";
import { prepareFloor } from "../../map/floor";
import { findWays } from "../../map/ways";
import { arrangeLots, hoursToday } from "./lots";
import { matchesOf, nearestEquals, statesOf } from "./spots";

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
    expect(hoursToday(medan, new Date())).toMatchObject({ opens: "06:00", closes: "23:00" });
    // Friday 17:00 UTC is already Saturday in Malaysia.
    expect(hoursToday(menara, new Date("2026-11-20T17:00:00Z"))).toBeNull();
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

  test("kinds add up, and nearness to a lift narrows", () => {
    expect(matchesOf(floor, ways, new Set())).toBeNull();
    const kinds = matchesOf(floor, ways, new Set(["ev", "oku"]));
    expect(kinds?.size).toBe(6);
    const near = matchesOf(floor, ways, new Set(["ev", "nearLift"]));
    expect(near?.size).toBeLessThan(4);
    for (const id of near ?? []) expect(ways.nearest(id)?.metres).toBeLessThanOrEqual(40);
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
