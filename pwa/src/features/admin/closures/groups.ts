/** Spots that were closed together are one line. */
import type { Closure } from "../../../api/admin/types";

export interface ClosureGroup {
  /** Of the first of them. */
  key: number;
  closures: readonly Closure[];
  reason: string;
  startsAt: string;
  endsAt: string | null;
  actor: string;
  by: string | null;
  moved: number;
  displaced: number;
}

/** In the order in which they came; those for the same reason and time by the same hand together. */
export function groupClosures(closures: readonly Closure[]): ClosureGroup[] {
  const groups = new Map<string, Closure[]>();
  for (const one of closures) {
    const mark = JSON.stringify([one.reason, one.startsAt, one.endsAt, one.actor, one.by]);
    groups.set(mark, [...(groups.get(mark) ?? []), one]);
  }
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { id, reason, startsAt, endsAt, actor, by } = first;
    const sum = (of: (one: Closure) => number) => some.reduce((total, one) => total + of(one), 0);
    return {
      key: id,
      closures: some,
      reason,
      startsAt,
      endsAt,
      actor,
      by,
      moved: sum(({ moved }) => moved),
      displaced: sum(({ displaced }) => displaced),
    };
  });
}

const BY_NAME = new Intl.Collator("en", { numeric: true });

/** "B1 · A7, A8; B2 · C1": the spots by floor. */
export function spotsOf({ closures }: ClosureGroup): string {
  const floors = new Map<string, string[]>();
  for (const { areaCode, spaceLabel } of closures)
    floors.set(areaCode, [...(floors.get(areaCode) ?? []), spaceLabel]);
  return [...floors]
    .toSorted(([a], [b]) => BY_NAME.compare(a, b))
    .map(([code, labels]) => `${code} · ${labels.toSorted((a, b) => BY_NAME.compare(a, b)).join(", ")}`)
    .join("; ");
}
