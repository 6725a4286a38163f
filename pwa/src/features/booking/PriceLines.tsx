import type { Quote } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { Skeleton } from "../../ui/Skeleton";

/** What the total is made of, in the server's words. */
export function PriceLines({ lines, currency }: { lines: Quote["lines"] | undefined; currency: string }) {
  const { format } = useI18n();
  if (!lines) {
    return (
      <div className="grid gap-1.5 border-t border-line pt-3">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex justify-between">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-4 w-16" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <dl
      className="num grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5 border-t border-line pt-2.5 text-m"
      data-testid="price-lines"
    >
      {lines.map((line, i) => (
        <div key={`${line.kind}${i}`} className="contents">
          <dt className="text-ink-2">{line.label}</dt>
          <dd className="text-right">{format.money(line.amountSen, currency)}</dd>
        </div>
      ))}
    </dl>
  );
}
