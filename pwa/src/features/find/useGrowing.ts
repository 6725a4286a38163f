import { useEffect, useState } from "react";
import type { Point } from "../../map/ways";
import { CALM } from "../../ui/useMedia";

const STEPS = 14;
const STEP_MS = 70;

/** A way that grows from its landmark to the spot, once, in calm steps; whole at once for those who want no motion. */
export function useGrowing(points: readonly Point[] | null): readonly Point[] | null {
  const [grown, setGrown] = useState<{ of: readonly Point[] | null; steps: number }>({ of: null, steps: 0 });
  const steps = grown.of === points ? grown.steps : 0;
  const still = window.matchMedia(CALM).matches;

  useEffect(() => {
    if (!points || still) return;
    let taken = 0;
    const timer = setInterval(() => {
      taken += 1;
      setGrown({ of: points, steps: taken });
      if (taken === STEPS) clearInterval(timer);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [points, still]);

  return points && !still && steps < STEPS ? partOf(points.toReversed(), steps / STEPS) : points;
}

/** The first part of a line, measured along it. */
export function partOf(points: readonly Point[], part: number): Point[] {
  const lengths = points.slice(1).map((point, i) => distance(points[i] ?? point, point));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  const walked = points.slice(0, 1);
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [points[i], points[i + 1]];
    if (!from || !to || left <= 0) break;
    const share = length === 0 ? 1 : Math.min(1, left / length);
    walked.push({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
    left -= length;
  }
  return walked;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
