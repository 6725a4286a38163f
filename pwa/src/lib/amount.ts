/** "12", "12.5" or "12.50" as sen, exactly; null for what is no amount. */
export function senOf(text: string): number | null {
  const match = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** As a field shows it: "12.50". */
export function amountText(sen: number): string {
  return `${Math.trunc(sen / 100)}.${String(sen % 100).padStart(2, "0")}`;
}
