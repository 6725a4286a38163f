import { read, write } from "../../lib/storage";
import type { WorkLot } from "../../api/admin/types";

const KEY = "admin.lot";

export function rememberLot(slug: string): void {
  write("local", KEY, slug);
}

/** The lot to begin with: the only one, or the one of the last time; null when that is to be asked. */
export function lotToBeginWith(lots: readonly WorkLot[]): WorkLot | null {
  const last = read("local", KEY);
  return lots.find((lot) => lot.slug === last) ?? (lots.length === 1 ? (lots[0] ?? null) : null);
}
