import clsx from "clsx";
import type { ReactNode } from "react";

interface Props {
  label: ReactNode;
  /** What is left, as it is to be read. */
  text: string;
  /** How much of the whole is left, from 1 to 0; null when it has not begun. */
  share: number | null;
  /** The colour of what is held, or of what is the driver's. */
  held: boolean;
  testId: string;
}

/** A clock that runs down, and a bar that runs with it. */
export function TimeLeft({ label, text, share, held, testId }: Props) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="text-m text-ink-2">{label}</p>
        <p
          className="num text-2xl font-bold tracking-tight"
          role="timer"
          aria-live="off"
          data-testid={testId}
        >
          {text}
        </p>
      </div>
      {share === null ? null : (
        <div aria-hidden="true" className="mt-2 h-2 overflow-hidden rounded-full bg-line">
          <div
            className={clsx(
              "h-full rounded-full",
              !held ? "bg-mine" : share < 0.2 ? "bg-taken-edge" : "bg-held-edge",
            )}
            style={{ width: `${share * 100}%` }}
          />
        </div>
      )}
    </div>
  );
}
