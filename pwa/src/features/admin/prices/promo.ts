/** A promo code while it is being written. Pure. */
import type { PromoBody } from "../../../api/admin/prices";
import { senOf } from "../../../lib/amount";
import { fromFieldValue } from "../../../lib/zoned";

export interface PromoDraft {
  code: string;
  kind: PromoBody["kind"];
  /** Percent, or an amount. */
  value: string;
  from: string;
  until: string;
  /** How often in all, and each driver; empty: as often as they like. */
  total: string;
  perDriver: string;
}

export type PromoFault = "code" | "percent" | "amount" | "missing" | "reversed" | "count";

export type WrittenPromo =
  { body: PromoBody; faults: null } | { body: null; faults: Partial<Record<keyof PromoDraft, PromoFault>> };

export function readPromo(draft: PromoDraft, zone: string): WrittenPromo {
  const faults: Partial<Record<keyof PromoDraft, PromoFault>> = {};
  const code = draft.code.trim();
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(code)) faults.code = "code";
  const value = draft.kind === "percentage" ? countOf(draft.value) : senOf(draft.value);
  if (draft.kind === "percentage") {
    if (value === null || value > 100) faults.value = "percent";
  } else if (!value || value > 1_000_000) faults.value = "amount";
  const from = fromFieldValue(draft.from, zone);
  const until = fromFieldValue(draft.until, zone);
  if (!from) faults.from = "missing";
  if (!until) faults.until = "missing";
  else if (from && until <= from) faults.until = "reversed";
  const limit = (name: "total" | "perDriver") => {
    const text = draft[name];
    if (text.trim() === "") return null;
    const count = countOf(text);
    if (count === null) faults[name] = "count";
    return count;
  };
  const [totalLimit, perDriverLimit] = [limit("total"), limit("perDriver")];
  if (!from || !until || value === null || Object.keys(faults).length > 0) return { body: null, faults };
  return {
    faults: null,
    body: {
      code,
      kind: draft.kind,
      value,
      validFrom: from.toISOString(),
      validUntil: until.toISOString(),
      totalLimit,
      perDriverLimit,
    },
  };
}

/** A whole number above zero, up to a million. */
function countOf(text: string): number | null {
  const count = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= 1_000_000 ? count : null;
}
