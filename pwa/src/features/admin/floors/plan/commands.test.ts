import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as commands from "./commands";
import type { Command, Editing } from "./commands";
import { boxOf } from "./geometry";
import { HEADINGS } from "./order";
import { SPOT_TYPES } from "./pieces";
import type { Piece, Sheet } from "./pieces";
import { draftOf, sheetOf } from "./wire";

const sheet: Sheet = {
  name: "Basement 1",
  level: -1,
  width: 6000,
  height: 4000,
  pieces: [
    {
      kind: "outline",
      key: 1,
      points: [
        [0, 0],
        [6000, 0],
        [6000, 4000],
        [0, 4000],
      ],
    },
    {
      kind: "lane",
      key: 2,
      points: [
        [400, 1500],
        [5600, 1500],
      ],
      width: 600,
      oneWay: true,
    },
    {
      kind: "wall",
      key: 3,
      points: [
        [400, 3000],
        [900, 3000],
        [900, 3500],
      ],
      thickness: 20,
    },
    ...[0, 1, 2, 3].map((n) => ({
      kind: "spot" as const,
      key: 4 + n,
      id: 100 + n,
      label: `A${n + 1}`,
      type: "standard" as const,
      x: 500 + n * 270,
      y: 500,
      width: 250,
      height: 500,
      rotation: n === 3 ? 30 : 0,
    })),
    { kind: "mark", key: 8, id: "lift-1", mark: "lift", label: "Lift 1", x: 3000, y: 3000 },
  ],
};

const number = fc.integer({ min: -7000, max: 7000 });
const heading = fc.constantFrom(...HEADINGS);
const keys = fc.subarray(sheet.pieces.map(({ key }) => key));

/** All that can be done, in any order, with any numbers. */
const command: fc.Arbitrary<Command> = fc.oneof(
  keys.map((some) => commands.select(some)),
  fc.integer({ min: 1, max: 12 }).map((key) => commands.toggle(key)),
  fc.constantFrom(...SPOT_TYPES, null).map((type) => commands.selectSpots(type)),
  fc.tuple(number, number, fc.constantFrom(null, "nudge")).map(([x, y, mark]) => commands.moveBy(x, y, mark)),
  number.map((degrees) => commands.turnBy(degrees)),
  fc
    .tuple(fc.integer({ min: 50, max: 900 }), fc.constantFrom(...SPOT_TYPES))
    .map(([width, type]) => commands.editSpots("edit", { width, type })),
  fc
    .tuple(fc.constantFrom("A1", "B07", "Z", "Level 9"), heading)
    .map(([first, way]) => commands.labelFrom(first, way)),
  fc.constantFrom(
    commands.remove,
    commands.copy,
    commands.duplicate(25),
    commands.paste(50),
    commands.paste(25, { x: 900, y: 900 }),
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), heading, fc.integer({ min: 0, max: 90 }))
    .map(([count, way, gap]) => commands.multiply(count, way, gap)),
  fc.string({ minLength: 1 }).map((name) => commands.editSheet({ name }, "name")),
  fc
    .tuple(fc.integer({ min: 100, max: 100_000 }), fc.constantFrom("width", "height"))
    .map(([size, side]) => commands.resizeSheet({ [side]: size }, side)),
  fc.constant(commands.replaceAll((first) => sheetOf(draftOf(sheet), first))),
  fc.constantFrom(commands.undo, commands.redo),
);

const after = (done: readonly Command[]): Editing =>
  done.reduce((editing, one) => one(editing), commands.open(sheet));
const steps = ({ history }: Editing) => history.past.length;

function rewound(editing: Editing, times: number, how: Command): Editing {
  return Array.from({ length: times }).reduce<Editing>((one) => how(one), editing);
}

describe("whatever is done", () => {
  test("undoing all of it brings back exactly what was there, and redoing all of it what had become", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (done) => {
        const editing = after(done);
        const back = rewound(editing, steps(editing), commands.undo);
        expect(commands.sheetIn(back)).toEqual(sheet);
        const forth = rewound(back, back.history.future.length, commands.redo);
        const all = rewound(editing, editing.history.future.length, commands.redo);
        expect(commands.sheetIn(forth)).toBe(commands.sheetIn(all));
      }),
    );
  });

  test("each step can be undone by itself, and nothing that was there was changed in place", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 15 }), command, (done, last) => {
        const before = after(done);
        const copy = structuredClone(commands.sheetIn(before));
        const now = last(before);
        if (steps(now) === steps(before) + 1)
          expect(commands.sheetIn(commands.undo(now))).toBe(commands.sheetIn(before));
        expect(commands.sheetIn(before)).toEqual(copy);
      }),
    );
  });

  test("every piece has a key of its own, every number is one the server takes, and one outline stays", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (done) => {
        const editing = after(done);
        const { pieces } = commands.sheetIn(editing);
        expect(new Set(pieces.map(({ key }) => key)).size).toBe(pieces.length);
        expect(pieces.filter(({ kind }) => kind === "outline")).toHaveLength(1);
        for (const value of pieces.flatMap(sent)) {
          expect(Number.isInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100_000);
        }
        const known = new Set(pieces.map(({ key }) => key));
        expect([...editing.selection].filter((key) => !known.has(key))).toEqual([]);
      }),
    );
  });

  test("what the server is sent comes back as the same sheet", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 10 }), (done) => {
        const drafted = draftOf(commands.sheetIn(after(done)));
        expect(draftOf(sheetOf(drafted))).toEqual(drafted);
      }),
    );
  });
});

function sent(piece: Piece): number[] {
  if ("points" in piece) return piece.points.flat();
  return piece.kind === "spot" ? [piece.x, piece.y, piece.rotation] : [piece.x, piece.y];
}

describe("commands", () => {
  const spots = commands.selectSpots(null)(commands.open(sheet));
  const labels = (editing: Editing) => commands.selectedSpots(editing).map(({ label }) => label);

  test("arrow keys in a row are one step, and a selection between them makes two", () => {
    const nudged = commands.moveBy(25, 0, "n")(commands.moveBy(25, 0, "n")(spots));
    expect(steps(nudged)).toBe(1);
    const again = commands.moveBy(25, 0, "n")(commands.select([4])(nudged));
    expect(steps(again)).toBe(2);
  });

  test("a move ends at the edge of what can be sent", () => {
    const [first] = commands.selectedSpots(commands.moveBy(-9000, -9000)(spots));
    expect([first?.x, first?.y]).toEqual([0, 0]);
  });

  test("a quarter turn four times leaves everything where it was", () => {
    const around = [90, 90, 90, 90].reduce((one, degrees) => commands.turnBy(degrees)(one), spots);
    expect(commands.selectedSpots(around).map(boxOf)).toEqual(commands.selectedSpots(spots).map(boxOf));
  });

  test("copies are new spots: they carry no past, and labels that nobody has", () => {
    const many = commands.multiply(2, "right", 20)(commands.select([4])(spots));
    expect(labels(many)).toEqual(["A5", "A6"]);
    expect(commands.selectedSpots(many).map(({ id, x }) => [id, x])).toEqual([
      [null, 770],
      [null, 1040],
    ]);
    expect(labels(commands.duplicate(25)(commands.select([4])(many)))).toEqual(["A7"]);
  });

  test("labels follow the order on the floor, and keep each spot who it is", () => {
    const named = commands.labelFrom("B1", "left")(spots);
    expect(commands.selectedSpots(named).map(({ id, label }) => [id, label])).toEqual([
      [100, "B4"],
      [101, "B3"],
      [102, "B2"],
      [103, "B1"],
    ]);
  });

  test("the outline is never removed, and a line keeps its last two points", () => {
    const bare = commands.remove(commands.select(sheet.pieces.map(({ key }) => key))(spots));
    expect(commands.sheetIn(bare).pieces.map(({ kind }) => kind)).toEqual(["outline"]);
    const lane = sheet.pieces.find((piece) => piece.kind === "lane");
    if (!lane) throw new Error("a lane");
    expect(commands.editPoints(lane, (points) => points.slice(1))(spots)).toBe(spots);
  });

  test("the outer wall follows the sheet's edge, and a niche of it stays where it is", () => {
    const niche = [
      [0, 0],
      [5900, 0],
      [5900, 3900],
      [3000, 3900],
      [3000, 3000],
      [0, 3000],
    ] as const;
    const wall = (editing: Editing) => {
      const outline = commands.sheetIn(editing).pieces.find(({ kind }) => kind === "outline");
      return outline && "points" in outline ? outline.points : [];
    };
    const outline = sheet.pieces[0];
    if (outline?.kind !== "outline") throw new Error("an outline");
    const drawn = commands.editPiece("resize", outline, { points: niche })(commands.open(sheet));
    // As somebody types 110 metres.
    const typed = [100, 1100, 11000].reduce(
      (one, width) => commands.resizeSheet({ width }, "width")(one),
      drawn,
    );
    expect(wall(typed)).toEqual([
      [0, 0],
      [10900, 0],
      [10900, 3900],
      [3000, 3900],
      [3000, 3000],
      [0, 3000],
    ]);
    expect(steps(typed)).toBe(2);
    const lower = commands.resizeSheet({ height: 5000 }, "height")(typed);
    expect(wall(lower).map(([, y]) => y)).toEqual([0, 0, 4900, 4900, 3000, 3000]);
    expect(wall(commands.undo(commands.undo(lower)))).toEqual(niche);
  });

  test("there is no room for more spots than a floor may have", () => {
    const heap = commands.multiply(1000, "down", 0)(spots);
    expect(commands.sheetIn(heap)).toBe(sheet);
  });
});
