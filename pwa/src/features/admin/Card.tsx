import { useId } from "react";
import type { ReactNode } from "react";

interface Props {
  title: string;
  testId?: string;
  /** At the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a section, under its own heading. */
export function Card({ title, testId, action, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} data-testid={testId} className="glass rounded-card px-4.5 py-4">
      <div className="mb-2.5 flex items-center gap-3">
        <h2 id={id} className="flex-1 text-base font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
