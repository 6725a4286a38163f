import type { ReactNode } from "react";

/** A button that floats on a map, in a row with others. */
export function MapButton(props: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
      className="grid size-11 place-items-center text-ink-2 transition-colors hover:bg-accent-soft hover:text-ink"
    >
      {props.children}
    </button>
  );
}
