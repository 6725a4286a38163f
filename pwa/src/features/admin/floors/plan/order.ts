/** Spots in the order in which people read them. */
import { boxOf, middleOf } from "./geometry";
import type { SpotPiece } from "./pieces";

export type Heading = "right" | "left" | "down" | "up";
export const HEADINGS: readonly Heading[] = ["right", "left", "down", "up"];

/** Row by row from the top (for `right`, `left`), column by column from the left (for `down`, `up`), each that way. */
export function inOrder(spots: readonly SpotPiece[], heading: Heading): SpotPiece[] {
  const lying = heading === "right" || heading === "left";
  const forward = heading === "right" || heading === "down" ? 1 : -1;
  const placed = spots.map((spot) => {
    const middle = middleOf(spot);
    const box = boxOf(spot);
    return lying
      ? { spot, along: middle.x, across: middle.y, reach: (box.y1 - box.y0) / 2 }
      : { spot, along: middle.y, across: middle.x, reach: (box.x1 - box.x0) / 2 };
  });
  placed.sort((a, b) => a.across - b.across);
  const lines: (typeof placed)[] = [];
  for (const one of placed) {
    const line = lines.at(-1);
    const first = line?.[0];
    // Who stands within half a spot of a line's first belongs to it.
    if (line && first && one.across - first.across < Math.max(first.reach, one.reach)) line.push(one);
    else lines.push([one]);
  }
  return lines.flatMap((line) => line.sort((a, b) => (a.along - b.along) * forward).map(({ spot }) => spot));
}
