import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble } from "../../ui/Trouble";

interface More {
  text: string;
  busy: boolean;
  onMore: () => void;
}

interface Props<Row> {
  /** Undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  error: Error | null;
  onRetry: () => void;
  /** What is said when there are none. */
  none: string;
  /** Asks for those that follow; null at the end. */
  more?: More | null;
  children: (rows: readonly Row[]) => ReactNode;
}

/** A list that is on its way, empty, in trouble, or there. */
export function Rows<Row>({ rows, error, onRetry, none, more = null, children }: Props<Row>) {
  if (!rows)
    return error ? (
      <Trouble error={error} onRetry={onRetry} />
    ) : (
      <div className="grid gap-3" aria-hidden="true">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-16" />
        ))}
      </div>
    );
  if (rows.length === 0)
    return (
      <p className="px-4 py-10 text-center text-ink-2" role="status" data-testid="none">
        {none}
      </p>
    );
  return (
    <>
      {children(rows)}
      {more ? <MoreButton {...more} /> : null}
    </>
  );
}

function MoreButton({ text, busy, onMore }: More) {
  return (
    <Button tone="quiet" className="mt-4 w-full" busy={busy} data-testid="more-rows" onClick={onMore}>
      {text}
    </Button>
  );
}

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The `more` of a list that comes page by page. */
export function moreOf(pages: Pages, text: string): More | null {
  return pages.hasNextPage
    ? { text, busy: pages.isFetchingNextPage, onMore: () => void pages.fetchNextPage() }
    : null;
}
