/** The colours of the drawing, read from the tokens of the page so that they are kept in one place. */

const NAMES = [
  "ink",
  "ink-2",
  "floor",
  "lane",
  "lane-mark",
  "wall",
  "line",
  "glass-solid",
  "free",
  "free-edge",
  "free-ink",
  "taken",
  "taken-edge",
  "taken-ink",
  "booked",
  "booked-edge",
  "booked-ink",
  "late",
  "late-edge",
  "late-ink",
  "held",
  "held-edge",
  "held-ink",
  "shut",
  "shut-edge",
  "shut-ink",
  "mine",
  "mine-ink",
  "heat-5",
] as const;

export type Palette = Record<(typeof NAMES)[number], string>;

/** Resolves the tokens as they are seen at an element, light or dark. */
export function readPalette(at: HTMLElement): Palette {
  return readTokens(at, NAMES);
}

/** The colours of any tokens, as they are seen at an element. */
export function readTokens<Name extends string>(
  at: HTMLElement,
  names: readonly Name[],
): Record<Name, string> {
  const probe = document.createElement("i");
  probe.style.transition = "none";
  at.append(probe);
  const computed = getComputedStyle(probe);
  const colours = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, computed.color];
    }),
  ) as Record<Name, string>;
  probe.remove();
  return colours;
}
