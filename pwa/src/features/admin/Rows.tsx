import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Seen } from "../../ui/Seen";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble, useTroubleText } from "../../ui/Trouble";

interface More {
  text: string;
  busy: boolean;
  /** Why they did not come. */
  error: Error | null;
  onMore: () => void;
}

/** The question whose answer the rows are. */
interface Asked {
  error: Error | null;
  isRefetchError: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

interface Props<Row> {
  /** Undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  of: Asked;
  /** What is said when there are none. */
  none: string;
  /** Asks for those that follow; null at the end. */
  more?: More | null;
  children: (rows: readonly Row[]) => ReactNode;
}

/** A list that is on its way, empty, in trouble, or there; and how old it is while the server says nothing newer. */
export function Rows<Row>({ rows, of, none, more = null, children }: Props<Row>) {
  if (!rows)
    return of.error ? (
      <Trouble error={of.error} onRetry={() => void of.refetch()} />
    ) : (
      <div className="grid gap-3" aria-hidden="true">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-16" />
        ))}
      </div>
    );
  return (
    <>
      <Seen at={of.dataUpdatedAt} broken={of.isRefetchError} className="mb-2" />
      {rows.length === 0 ? (
        <p className="px-4 py-10 text-center text-ink-2" role="status" data-testid="none">
          {none}
        </p>
      ) : (
        children(rows)
      )}
      {more && rows.length > 0 ? <MoreRows {...more} /> : null}
    </>
  );
}

/** Asks for the rows that follow. */
export function MoreRows({ text, busy, error, onMore }: More) {
  const troubleText = useTroubleText();
  return (
    <>
      {error ? (
        <Notice tone="bad" urgent className="mt-4" testId="more-failed">
          {troubleText(error)}
        </Notice>
      ) : null}
      <Button tone="quiet" className="mt-4 w-full" busy={busy} data-testid="more-rows" onClick={onMore}>
        {text}
      </Button>
    </>
  );
}

interface Pages {
  error: Error | null;
  hasNextPage: boolean;
  isFetchNextPageError: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The `more` of a list that comes page by page. */
export function moreOf(pages: Pages, text: string): More | null {
  return pages.hasNextPage
    ? {
        text,
        busy: pages.isFetchingNextPage,
        error: pages.isFetchNextPageError ? pages.error : null,
        onMore: () => void pages.fetchNextPage(),
      }
    : null;
}
