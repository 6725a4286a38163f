import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

/** Something that is folded until somebody wants it; on paper it is open. */
export function Unfold({ text, children }: { text: string; children: ReactNode }) {
  return (
    <details className="group mt-2 print-open">
      <summary className="-mx-2 inline-flex min-h-11 cursor-pointer list-none items-center gap-1.5 rounded-[14px] px-2 text-m font-semibold text-accent hover:bg-accent-soft print:hidden">
        {text}
        <ChevronDown size={17} aria-hidden className="transition-transform group-open:rotate-180" />
      </summary>
      {children}
    </details>
  );
}
