import type { PlannedFloor } from "../../../../api/admin/floors";

const CODE = /^[A-Za-z0-9][A-Za-z0-9-]{0,11}$/;
const PAPER = { width: 6000, height: 4000 };
const EDGE = 100;

export function isCode(text: string): boolean {
  return CODE.test(text);
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
