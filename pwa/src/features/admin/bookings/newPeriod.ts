import type { Span } from "../../../api/lots";
import { fromFieldValue, toFieldValue } from "../../../lib/zoned";

/** A period as two date and time fields show it. */
export interface TypedPeriod {
  from: string;
  to: string;
}

const STEP_MS = 5 * 60_000;
const USUAL_MS = 2 * 3_600_000;

/** From the next five minutes on, for two hours. */
export function firstPeriod(now: number, zone: string): TypedPeriod {
  const from = Math.ceil(now / STEP_MS) * STEP_MS;
  return { from: toFieldValue(new Date(from), zone), to: toFieldValue(new Date(from + USUAL_MS), zone) };
}

/** The moments that are meant; null while they are no period. */
export function spanOf({ from, to }: TypedPeriod, zone: string): Span | null {
  const starts = fromFieldValue(from, zone);
  const ends = fromFieldValue(to, zone);
  return starts && ends && starts < ends ? { from: starts.toISOString(), to: ends.toISOString() } : null;
}
