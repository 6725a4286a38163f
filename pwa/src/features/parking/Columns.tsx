import type { ReactNode } from "react";

/** One below the other on a phone, side by side at a desk. */
export function Columns({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <div className="mt-4 grid grid-cols-1 items-start gap-6 lg:grid-cols-2 lg:gap-8">
      <div className="grid grid-cols-1 gap-6">{first}</div>
      <div className="grid grid-cols-1 gap-6">{second}</div>
    </div>
  );
}
