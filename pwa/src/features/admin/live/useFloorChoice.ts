import { useSearchParams } from "wouter";

export interface FloorChoice {
  /** Code of the floor, such as "B1"; null for the one to begin with. */
  floor: string | null;
  /** Label of the spot that is looked at. */
  spot: string | null;
}

/** What is looked at. It lives in the address, so that reload and a shared link keep it. */
export function useFloorChoice(): [FloorChoice, (next: FloorChoice) => void] {
  const [query, setQuery] = useSearchParams();
  const choice = { floor: query.get("floor"), spot: query.get("spot") };
  function choose(next: FloorChoice) {
    const entries = Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== null);
    setQuery(new URLSearchParams(entries), { replace: true });
  }
  return [choice, choose];
}
