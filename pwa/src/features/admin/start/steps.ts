import type { LotSetup } from "../../../api/admin/setup";

/** The way from nothing to a car park that is booked, in order. */
export const STEPS = ["car-park", "floor", "prices", "payments", "open"] as const;
export type Step = (typeof STEPS)[number];

export function stepNamed(name: string | undefined): Step | null {
  return STEPS.find((step) => step === name) ?? null;
}

/** Whether a step is behind, by what there is; what is there may be changed all the same. */
export function isDone(step: Step, setup: LotSetup | null): boolean {
  if (!setup) return false;
  switch (step) {
    case "car-park":
      return true;
    case "floor":
      return setup.hasFloor;
    case "prices":
      return setup.hasPrices;
    case "payments":
      return setup.isListed;
    case "open":
      return setup.isListed && setup.hasBooking;
  }
}

/** Where to go on: the first step that is not behind. */
export function stepAhead(setup: LotSetup): Step {
  return STEPS.find((step) => !isDone(step, setup)) ?? "open";
}

/** Whether a step can be gone to: each needs what the ones before it make. */
export function isWithinReach(step: Step, setup: LotSetup | null): boolean {
  if (!setup) return step === "car-park";
  return step !== "open" && step !== "payments" ? true : setup.hasFloor && setup.hasPrices;
}

export function following(step: Step): Step {
  return STEPS[STEPS.indexOf(step) + 1] ?? "open";
}

/** "plaza-bahru-2" for "Plaza Bahru 2": the car park's part of addresses and receipt numbers. */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}

export interface Storey {
  level: number;
  code: string;
}

/** The storeys that a first floor may be on, from the street down and up. */
export const STOREYS: readonly Storey[] = [
  { level: 0, code: "G" },
  { level: -1, code: "B1" },
  { level: -2, code: "B2" },
  { level: 1, code: "L1" },
  { level: 2, code: "L2" },
  { level: 3, code: "L3" },
];
