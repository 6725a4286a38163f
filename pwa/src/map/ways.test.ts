import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AreaMap, Landmark } from "../api/types";
import { prepareFloor } from "./floor";
import { findWays } from "./ways";

/** The ways that the server's pictures show as well: `app/lots/ways.py` is held to the same file. */
const FILE = "../tests/lots/ways.json";
const KINDS: readonly Landmark["kind"][] = ["lift", "stairs", "entrance", "exit", "payStation"];

interface Case {
  name: string;
  drawing: AreaMap["drawing"];
  spaces: {
    id: number;
    label: string;
    x: number;
    y: number;
    width: number;
    height: number;
    rotation: number;
  }[];
  /** From each spot to each landmark, the shortest first. */
  ways: { spot: string; landmark: string; metres: number; points: [number, number][] }[];
}

test("ways are those that the server finds", async () => {
  const { floors } = JSON.parse(readFileSync(FILE, "utf8")) as { floors: Case[] };
  const found = floors.map((one): Case => ({ ...one, ways: waysOn(one) }));
  // A new case needs its floor only: `npm test -- -u` finds its ways.
  await expect(written(found)).toMatchFileSnapshot(`../../${FILE}`);
});

function waysOn({ name, drawing, spaces }: Case): Case["ways"] {
  const floor = prepareFloor({
    areaId: 1,
    lotSlug: "plaza-damai",
    code: "B1",
    name,
    version: 1,
    width: 1,
    height: 1,
    unit: "cm",
    drawing,
    spaces: spaces.map((space) => ({ ...space, type: "standard" as const })),
  });
  const ways = findWays(floor);
  return spaces.flatMap((space) =>
    ways.all(space.id, KINDS).map(({ landmark, metres, points }) => ({
      spot: space.label,
      landmark: landmark.id,
      metres: rounded(metres),
      points: points.map(({ x, y }): [number, number] => [rounded(x), rounded(y)]),
    })),
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** One line for each spot and each way, so that a change can be read. */
function written(floors: Case[]): string {
  const lines = (all: readonly unknown[]) => all.map((one) => `\n  ${JSON.stringify(one)}`).join(",");
  const parts = floors.map(
    ({ name, drawing, spaces, ways }) =>
      `{"name": ${JSON.stringify(name)},\n "drawing": ${JSON.stringify(drawing)},\n` +
      ` "spaces": [${lines(spaces)}],\n "ways": [${lines(ways)}]}`,
  );
  return `{"floors": [\n${parts.join(",\n")}\n]}\n`;
}
