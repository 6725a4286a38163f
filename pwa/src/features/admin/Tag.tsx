import clsx from "clsx";
import type { ReactNode } from "react";

const LOOKS = {
  good: "bg-free text-free-ink",
  wait: "bg-held text-held-ink",
  bad: "bg-taken text-taken-ink",
  over: "bg-shut text-shut-ink",
} as const;

export type TagTone = keyof typeof LOOKS;

/** A state in a word. */
export function Tag({ tone, testId, children }: { tone: TagTone; testId?: string; children: ReactNode }) {
  return (
    <span
      data-testid={testId}
      className={clsx("rounded-full px-2.5 py-1 text-s font-semibold whitespace-nowrap", LOOKS[tone])}
    >
      {children}
    </span>
  );
}
