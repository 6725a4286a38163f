import clsx from "clsx";
import { useId } from "react";
import type { ComponentProps } from "react";

interface Own {
  label: string;
  error?: string | null | undefined;
  hint?: string | undefined;
}

/** A labelled field for more than a line. */
export function TextArea({ label, error, hint, ...rest }: Own & Omit<ComponentProps<"textarea">, "id">) {
  const id = useId();
  const message = error ?? hint;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-s font-medium text-ink-2">
        {label}
      </label>
      <textarea
        rows={5}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={message ? `${id}-note` : undefined}
        className={clsx(
          "block w-full resize-y rounded-box border bg-glass-solid px-3.5 py-2.5 text-[1rem] text-ink",
          error ? "border-taken-edge" : "border-edge",
        )}
      />
      {message ? (
        <p id={`${id}-note`} className={clsx("mt-1 text-s", error ? "text-taken-ink" : "text-ink-2")}>
          {message}
        </p>
      ) : null}
    </div>
  );
}
