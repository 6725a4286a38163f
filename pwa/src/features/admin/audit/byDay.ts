import type { AuditEntry } from "../../../api/admin/types";

export interface DayOfEntries {
  day: string;
  entries: AuditEntry[];
}

/** Entries that follow each other, by the day that they are of. */
export function byDay(entries: readonly AuditEntry[], dayOf: (entry: AuditEntry) => string): DayOfEntries[] {
  const days: DayOfEntries[] = [];
  for (const entry of entries) {
    const day = dayOf(entry);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
