/** How much an hour or a spot is used, in five steps. Pure. */
import type { HourUse } from "../../../api/admin/reports";

/** Of the time in which spots could be had: booked, or stood on by a car. */
export type UseMeasure = "booked" | "stood";

export function shareOf(hour: HourUse, measure: UseMeasure): number | null {
  return measure === "booked" ? hour.bookedPercent : hour.occupiedPercent;
}

/** "09:00" */
export function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

export const STEPS = [1, 2, 3, 4, 5] as const;
export type Step = (typeof STEPS)[number];

const TOPS = [10, 25, 50, 75, 100];

/** The top of a scale that holds these shares: the steps are told apart in a quiet car park, too. */
export function scaleTop(shares: readonly (number | null)[]): number {
  const most = Math.max(...shares.map((share) => share ?? 0), 0);
  return TOPS.find((top) => top >= most) ?? 100;
}

export function stepOf(share: number, top: number): Step {
  const step = Math.ceil((share / top) * STEPS.length);
  return Math.min(5, Math.max(1, step)) as Step;
}

/** From which share to which a step is. */
export function rangeOfStep(step: Step, top: number): [number, number] {
  const width = top / STEPS.length;
  return [(step - 1) * width, step * width];
}
