/** The signs of the spots, drawn in a box of 12 by 12. The map, lists and sheets share them. */
import type { Landmark, SpaceType } from "../api/types";

export interface Sign {
  path: string;
  /** Drawn as a line of this width; filled when absent. */
  line?: number;
}

export const spotSigns: Record<Exclude<SpaceType, "standard">, Sign> = {
  ev: { path: "M6.4 0 1 7h4l-1 5 6.4-7.6H6.2L7.4 0z" },
  vip: { path: "M6 .2l1.8 3.9 4.2.5-3.1 2.9.8 4.3L6 9.7l-3.7 2.1.8-4.3L0 4.6l4.2-.5z" },
  oku: {
    path: "M5 0a1.35 1.35 0 1 1 0 2.7A1.35 1.35 0 0 1 5 0zM4.3 3.4h1.5v1.9h2.9v1.3H5.8v1h2.7l1.7 3.2-1.1.6-1.4-2.6H4.3zM3.3 6.2a2.9 2.9 0 1 0 3.7 4l.7 1.1A4.1 4.1 0 1 1 3.3 5z",
  },
  motorcycle: {
    path: "M2.6 6.6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM9.6 6.6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM2.6 8.6l2.3-3h2.6l-1.2 3H4.6M9.6 8.6 8 3.2H6.6M2.6 4.4h2.2",
    line: 1.15,
  },
};

export const landmarkSigns: Record<Landmark["kind"], Sign> = {
  lift: { path: "M3.6 10.4V1.8M1.2 4.2l2.4-2.4L6 4.2M8.6 1.6v8.6M6.2 7.8l2.4 2.4L11 7.8", line: 1.4 },
  stairs: { path: "M.8 11h2.6V8.2H6V5.4h2.6V2.6h2.6", line: 1.4 },
  entrance: { path: "M6 11V1.4M2.4 5 6 1.4 9.6 5", line: 1.5 },
  exit: { path: "M6 1v9.6M2.4 7 6 10.6 9.6 7", line: 1.5 },
  payStation: { path: "M1 2.6h10v6.8H1zM1 5h10M3 7.4h2", line: 1.3 },
};

/** A clock: somebody is deciding about this spot. */
export const heldSign: Sign = {
  path: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1zM6 3.2V6l2 1.3",
  line: 1.4,
};

/** Attention: a car is there that should have left. */
export const lateSign: Sign = { path: "M6 1.6v5.2M6 10.2v.1", line: 2.2 };
