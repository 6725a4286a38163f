/** The terms beside the prices while they are being written. Pure. */
import type { RefundStep, Terms } from "../../../api/admin/prices";
import { amountText, senOf } from "../../../lib/amount";

/** A step of the refund policy in its fields. */
export interface StepDraft {
  /** Tells steps apart while they change. */
  key: number;
  hours: string;
  percent: string;
}

export type StepFault = "hours" | "percent" | "twice" | "falls";

const MOST_HOURS = 24 * 60;

export function stepDrafts(policy: readonly RefundStep[]): StepDraft[] {
  return latestLast(policy).map((step, key) => ({
    key,
    hours: String(step.hoursBefore),
    percent: String(step.refundPercent),
  }));
}

/** The policy that is written, or the first fault of each step. */
export function readSteps(
  steps: readonly StepDraft[],
): { policy: RefundStep[]; faults: null } | { policy: null; faults: ReadonlyMap<number, StepFault> } {
  const faults = new Map<number, StepFault>();
  const policy: RefundStep[] = [];
  for (const { key, hours, percent } of steps) {
    const [hoursBefore, refundPercent] = [wholeOf(hours, MOST_HOURS), wholeOf(percent, 100)];
    if (hoursBefore === null) faults.set(key, "hours");
    else if (refundPercent === null) faults.set(key, "percent");
    else if (policy.some((one) => one.hoursBefore === hoursBefore)) faults.set(key, "twice");
    else if (policy.some((one) => earlierGivesLess(one, { hoursBefore, refundPercent })))
      faults.set(key, "falls");
    else policy.push({ hoursBefore, refundPercent });
  }
  return faults.size > 0 ? { policy: null, faults } : { policy: latestLast(policy), faults: null };
}

/** Who cancels earlier would get less back. */
function earlierGivesLess(one: RefundStep, other: RefundStep): boolean {
  const [early, late] = latestLast([one, other]);
  return early !== undefined && late !== undefined && early.refundPercent < late.refundPercent;
}

/** Steps as drivers read them: the earliest cancellation first. */
export function latestLast(policy: readonly RefundStep[]): RefundStep[] {
  return policy.toSorted((a, b) => b.hoursBefore - a.hoursBefore);
}

export interface LateDraft {
  hour: string;
  /** Empty: no cap. */
  dayCap: string;
  /** Minutes; empty: never. */
  noShow: string;
}

export type LateTerms = Pick<Terms, "overstayHourSen" | "overstayDayCapSen" | "noShowMinutes">;
export type LateFault = "amount" | "capBelowHour" | "minutes";

export function lateDraft(terms: LateTerms): LateDraft {
  return {
    hour: amountText(terms.overstayHourSen),
    dayCap: terms.overstayDayCapSen === null ? "" : amountText(terms.overstayDayCapSen),
    noShow: terms.noShowMinutes === null ? "" : String(terms.noShowMinutes),
  };
}

export function readLate(
  draft: LateDraft,
):
  | { terms: LateTerms; faults: null }
  | { terms: null; faults: Readonly<Partial<Record<keyof LateDraft, LateFault>>> } {
  const faults: Partial<Record<keyof LateDraft, LateFault>> = {};
  const hour = senOf(draft.hour);
  const cap = draft.dayCap.trim() === "" ? null : senOf(draft.dayCap);
  const minutes = draft.noShow.trim() === "" ? null : wholeOf(draft.noShow, 1440);
  if (hour === null || hour > 1_000_000) faults.hour = "amount";
  if (draft.dayCap.trim() !== "" && (cap === null || cap > 1_000_000)) faults.dayCap = "amount";
  else if (cap !== null && hour !== null && cap < hour) faults.dayCap = "capBelowHour";
  if (draft.noShow.trim() !== "" && !minutes) faults.noShow = "minutes";
  if (hour === null || Object.keys(faults).length > 0) return { terms: null, faults };
  return {
    faults: null,
    terms: { overstayHourSen: hour, overstayDayCapSen: cap, noShowMinutes: minutes },
  };
}

/** 600 for "6", 650 for "6.5"; null when it is no tax up to 50 %. */
export function basisPointsOf(percent: string): number | null {
  const points = senOf(percent);
  return points === null || points > 5000 ? null : points;
}

/** "6" for 600, "6.5" for 650. */
export function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}

function wholeOf(text: string, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value <= most ? value : null;
}
