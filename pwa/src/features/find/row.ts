/** The row that a spot's label names: "B" of "B4" and of "B-12"; null when labels are numbers alone. */
export function rowOf(label: string): string | null {
  return /^\p{L}+/u.exec(label)?.[0] ?? null;
}
