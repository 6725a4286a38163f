/** Whether two values of plain data, which keep the order in which they are written, are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
