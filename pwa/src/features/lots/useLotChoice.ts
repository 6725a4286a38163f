import { useSearchParams } from "wouter";
import { readPeriod, writePeriod } from "../booking/period";
import type { PeriodChoice } from "../booking/period";

export interface LotChoice {
  period: PeriodChoice;
  /** Code of the floor, such as "B1". */
  floor: string | null;
  /** Label of the spot, such as "B4". */
  spot: string | null;
}

/** What is chosen on a lot's page. It lives in the address, so that back, reload and a shared link keep it. */
export function useLotChoice(): [LotChoice, (change: Partial<LotChoice>) => void] {
  const [query, setQuery] = useSearchParams();
  const choice = { period: readPeriod(query), floor: query.get("floor"), spot: query.get("spot") };
  function change(next: Partial<LotChoice>) {
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (next.period) writePeriod(after, next.period);
        for (const name of ["floor", "spot"] as const) {
          const value = next[name];
          if (value === undefined) continue;
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  }
  return [choice, change];
}
