import clsx from "clsx";

interface Props {
  /** What it is, for those who hear the page; `aria-labelledby` when that stands beside it. */
  label?: string;
  labelledBy?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  busy?: boolean;
  /** It cannot be turned now: what is missing stands beside it. */
  disabled?: boolean;
  /** What it says has no effect just now: it can be turned, but does not stand out. */
  dim?: boolean;
  testId?: string;
}

/** On or off, at once: the knob's place and its mark say which, not its colour alone. */
export function Switch({
  label,
  labelledBy,
  on,
  onChange,
  busy = false,
  disabled = false,
  dim = false,
  testId,
}: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-busy={busy}
      disabled={busy || disabled}
      onClick={() => onChange(!on)}
      data-testid={testId}
      className="grid size-11 min-w-14 shrink-0 place-items-center rounded-box disabled:opacity-60"
    >
      <span
        aria-hidden="true"
        className={clsx(
          "relative block h-7 w-12 rounded-full border transition-colors",
          on && !dim ? "border-accent bg-accent" : "border-ink-2 bg-glass-strong",
        )}
      >
        <span
          className={clsx(
            "absolute top-1/2 grid size-5 -translate-y-1/2 place-items-center rounded-full text-[0.7rem] leading-none font-bold transition-[left]",
            on ? "left-6" : "left-[3px]",
            on && !dim ? "bg-accent-ink text-accent" : "bg-ink-2 text-[var(--ground-1)]",
          )}
        >
          {on ? "✓" : ""}
        </span>
      </span>
    </button>
  );
}
