import { Skeleton } from "../../ui/Skeleton";

/** The shape of a floor, while its drawing is fetched. */
export function FloorSkeleton() {
  return (
    <div
      className="absolute inset-3 grid content-start gap-6 rounded-card border-2 border-line p-5"
      aria-hidden="true"
    >
      {[0, 1, 2].map((row) => (
        <div key={row} className="grid gap-4">
          <div className="flex gap-1.5">
            {Array.from({ length: 9 }, (_, i) => (
              <Skeleton key={i} className="h-16 flex-1 !rounded-[8px]" />
            ))}
          </div>
          <Skeleton className="h-10" />
        </div>
      ))}
    </div>
  );
}

/** The shape of the whole page. */
export function LotSkeleton() {
  return (
    <div className="flex h-dvh flex-col gap-2.5 px-4 pt-3.5" aria-hidden="true">
      <Skeleton className="h-11" />
      <Skeleton className="h-16" />
      <Skeleton className="h-13" />
      <div className="relative flex-1">
        <FloorSkeleton />
      </div>
    </div>
  );
}
