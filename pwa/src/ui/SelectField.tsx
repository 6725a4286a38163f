import clsx from "clsx";
import { ChevronsUpDown } from "lucide-react";
import { useId } from "react";

interface Props<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  hint?: string;
  name?: string;
  className?: string;
  testId?: string;
}

/** One of several, under its label. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  name,
  className,
  testId,
}: Props<Value>) {
  const id = useId();
  return (
    <div className={clsx("min-w-0", className)}>
      <label htmlFor={id} className="mb-1 block text-s font-medium text-ink-2">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          name={name}
          aria-describedby={hint ? `${id}-note` : undefined}
          value={value}
          data-testid={testId}
          onChange={(event) => {
            const chosen = options.find((one) => one.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className="min-h-12 w-full cursor-pointer appearance-none truncate rounded-box border border-edge bg-glass-solid pr-10 pl-3.5 text-[1rem] text-ink"
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
        <ChevronsUpDown
          size={16}
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
