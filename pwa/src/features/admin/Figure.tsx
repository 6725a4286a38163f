import clsx from "clsx";
import type { ReactNode } from "react";

/** Longer values are set smaller, so that two figures stand side by side on a phone. */
const LONG = 12;

interface Props {
  name: string;
  label: string;
  value: string;
  note: ReactNode;
  /** Somebody should look at it. */
  isBad?: boolean;
}

/** A figure with what it is and what to make of it, within a `dl`. */
export function Figure({ name, label, value, note, isBad = false }: Props) {
  return (
    <div className="glass num min-w-0 rounded-[20px] px-4 py-3.5" data-testid={`figure-${name}`}>
      <dt className="text-s text-ink-2">{label}</dt>
      <dd
        className={clsx("leading-snug font-bold tracking-tight", value.length > LONG ? "text-l" : "text-xl")}
      >
        {value}
      </dd>
      <dd className={clsx("text-s", isBad ? "font-semibold text-taken-ink" : "text-ink-2")}>{note}</dd>
    </div>
  );
}
