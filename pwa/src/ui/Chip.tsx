import clsx from "clsx";
import type { ReactNode } from "react";

interface Props {
  pressed: boolean;
  onClick: () => void;
  icon?: ReactNode;
  children: ReactNode;
}

/** A choice that is on or off. */
export function Chip({ pressed, onClick, icon, children }: Props) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={clsx(
        "relative inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border px-4 text-m font-medium whitespace-nowrap transition-colors",
        pressed ? "border-transparent bg-accent text-accent-ink" : "border-line bg-glass-strong text-ink",
      )}
    >
      {icon}
      {children}
    </button>
  );
}
