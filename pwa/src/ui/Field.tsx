import clsx from "clsx";
import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";

interface Own {
  label: string;
  /** What is wrong with what was typed, in words; null when nothing is. */
  error?: string | null | undefined;
  hint?: string | undefined;
  /** Something at the end of the field, such as a button. */
  trailing?: ReactNode;
}

/** A labelled text field. Its message is tied to it for those who hear the page. */
export function Field({
  label,
  error,
  hint,
  trailing,
  className,
  id,
  ...rest
}: Own & Omit<ComponentProps<"input">, "className"> & { className?: string }) {
  const made = useId();
  const fieldId = id ?? made;
  const message = error ?? hint;
  return (
    <div className={clsx("min-w-0", className)}>
      <label htmlFor={fieldId} className="mb-1 block text-s font-medium text-ink-2">
        {label}
      </label>
      <div
        className={clsx(
          "flex min-h-12 items-center rounded-box border bg-glass-solid transition-colors focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-mine",
          error ? "border-taken-edge" : "border-edge",
        )}
      >
        <input
          {...rest}
          id={fieldId}
          aria-invalid={error ? true : undefined}
          aria-describedby={message ? `${fieldId}-note` : undefined}
          className="min-h-11 w-full min-w-0 rounded-box bg-transparent px-3.5 text-[1rem] text-ink placeholder:text-ink-3 focus-visible:outline-none"
        />
        {trailing}
      </div>
      {message ? (
        <p id={`${fieldId}-note`} className={clsx("mt-1 text-s", error ? "text-taken-ink" : "text-ink-2")}>
          {message}
        </p>
      ) : null}
    </div>
  );
}
