import type { PlannedFloor } from "../../../../api/admin/floors";

const CODE = /^[A-Za-z0-9][A-Za-z0-9-]{0,11}$/;
const PAPER = { width: 6000, height: 4000 };
const EDGE = 100;

export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** The levels that there are; deeper and higher ones nobody builds. */
export const LEVELS = { least: -20, most: 200 } as const;
const ABOVE = /^(?:L|LVL|LEVEL|F)?-?(\d{1,3})$/i;
const BELOW = /^(?:B|LG)-?(\d{0,3})$/i;
const STREET = /^GF?$/i;

/** The level that a code tells by itself, such as L2, B1 or G; null when it tells none. */
export function levelOf(code: string): number | null {
  if (STREET.test(code)) return 0;
  const above = ABOVE.exec(code);
  const below = BELOW.exec(code);
  const level = above ? Number(above[1]) : below ? -Number(below[1] || 1) : null;
  return level !== null && level >= LEVELS.least && level <= LEVELS.most ? level : null;
}

/** An empty sheet of 60 by 40 metres, within its wall. */
export function emptyFloor(): PlannedFloor {
  const { width, height } = PAPER;
  const [right, foot] = [width - EDGE, height - EDGE];
  return {
    ...PAPER,
    drawing: {
      outline: [
        [EDGE, EDGE],
        [right, EDGE],
        [right, foot],
        [EDGE, foot],
      ],
      lanes: [],
      walls: [],
      landmarks: [],
    },
    spaces: [],
  };
}

/** A code that no floor has: the next storey above. */
export function nextCode(codes: readonly string[]): string {
  for (let number = 1; ; number++) if (!codes.includes(`L${number}`)) return `L${number}`;
}
