/** Money as it is typed: "12", "12.5", "12,50", "1,200.00". */

const PLAIN = /^(\d{1,7})(?:[.,](\d{1,2}))?$/;
/** A comma before three figures parts thousands, before one or two it begins the sen. */
const GROUPED = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/;

/** In sen; null when it is no amount. Exact: no float in between. */
export function senOf(text: string): number | null {
  const match = PLAIN.exec(text.trim()) ?? GROUPED.exec(text.trim());
  if (!match) return null;
  return Number(match[1]?.replaceAll(",", "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** "12.50" for 1250, as a field shows it. */
export function amountText(sen: number): string {
  return `${Math.trunc(sen / 100)}.${String(sen % 100).padStart(2, "0")}`;
}
