import { ChevronDown } from "lucide-react";
import { useId } from "react";
import type { ComponentProps } from "react";

interface Own {
  label: string;
  hint?: string | undefined;
  options: readonly { value: string; label: string }[];
}

/** A labelled choice among many. */
export function Select({ label, hint, options, ...rest }: Own & Omit<ComponentProps<"select">, "id">) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-s font-medium text-ink-2">
        {label}
      </label>
      <div className="relative">
        <select
          {...rest}
          id={id}
          aria-describedby={hint ? `${id}-note` : undefined}
          className="min-h-12 w-full cursor-pointer appearance-none truncate rounded-box border border-edge bg-glass-solid pr-9 pl-3.5 text-[1rem] text-ink"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={17}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-2"
        />
      </div>
      {hint ? (
        <p id={`${id}-note`} className="mt-1 text-s text-ink-2">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
