/** Money as it is typed: "12", "12.5", "1,200.00". */

/** In sen; null when it is no amount. Exact: no float in between. */
export function senOf(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(",", ""));
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** "12.50" for 1250. */
export function amountText(sen: number): string {
  return `${Math.trunc(sen / 100)}.${String(sen % 100).padStart(2, "0")}`;
}
