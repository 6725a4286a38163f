import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What the tokens promise: every text on every surface can be read, whatever colour the ground has there. */
type Colour = readonly [number, number, number, number];

const source = readFileSync("src/theme/tokens.css", "utf8");
const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

function token(name: string, theme: Theme): Colour {
  const found = new RegExp(`--${name}: light-dark\\((#\\w+|rgb\\([^)]*\\)), (#\\w+|rgb\\([^)]*\\))\\);`).exec(
    source,
  );
  const text = found?.[theme === "light" ? 1 : 2];
  if (!text) throw new Error(`tokens.css has no --${name} with two colours`);
  if (text.startsWith("#")) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    return [r, g, b, 1];
  }
  const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, a];
}

function over(top: Colour, under: Colour): Colour {
  const mix = (i: 0 | 1 | 2) => top[i] * top[3] + under[i] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function light(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour
    .slice(0, 3)
    .map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Colour, b: Colour): number {
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The least contrast of `ink` on a pile of surfaces, from the lowest up, over each colour of the ground. */
function least(ink: string, surfaces: readonly string[], theme: Theme): number {
  const ratios = ["ground-1", "ground-2", "ground-3"].map((ground) => {
    const back = surfaces.reduce((under, name) => over(token(name, theme), under), token(ground, theme));
    return contrast(over(token(ink, theme), back), back);
  });
  return Math.min(...ratios);
}

const SURFACES = [[], ["glass"], ["glass-strong"], ["glass-solid"]];
const INKS = ["ink", "ink-2", "accent", "free-ink", "taken-ink"];
const PAIRS = [
  ...INKS.flatMap((ink) => SURFACES.map((surfaces) => [ink, surfaces] as const)),
  ["ink-3", ["glass-solid"]],
  ["accent", ["glass", "accent-soft"]],
  ["accent", ["glass-strong", "accent-soft"]],
  ["accent", ["accent-soft"]],
  ["ink-2", ["glass-solid", "accent-soft"]],
  ["ink-2", ["glass", "accent-soft"]],
  ["accent-ink", ["accent"]],
  ["mine-ink", ["mine"]],
  ["free-ink", ["free"]],
  ["taken-ink", ["taken"]],
  ["held-ink", ["held"]],
  ["shut-ink", ["shut"]],
  ["booked-ink", ["booked"]],
  ["late-ink", ["late"]],
  ["held-ink", ["glass-solid"]],
  ["ink", ["heat-1"]],
  ["ink", ["heat-2"]],
  ["ink", ["heat-3"]],
  ["heat-4-ink", ["heat-4"]],
  ["heat-5-ink", ["heat-5"]],
] as const;

describe.each(THEMES)("in the %s theme", (theme) => {
  test.each(PAIRS)("%s on %j is read at 4.5:1", (ink, surfaces) => {
    expect(least(ink, surfaces, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["edge", ["glass-solid"]],
    ["free-edge", ["free"]],
    ["free-edge", ["floor"]],
    ["taken-edge", ["floor"]],
    ["booked-edge", ["booked"]],
    ["booked-edge", ["floor"]],
    ["late", ["floor"]],
    ["mine", ["floor"]],
    ["mine", ["glass"]],
    ["mine", []],
  ] as const)("the edge %s on %j is seen at 3:1", (edge, surfaces) => {
    expect(least(edge, surfaces, theme)).toBeGreaterThanOrEqual(3);
  });
});
