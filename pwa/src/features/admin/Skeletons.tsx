import { Skeleton } from "../../ui/Skeleton";

/** The shape of a section, while its script is on its way. */
export function SectionSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-4" aria-hidden="true">
      <Skeleton className="h-9 w-60" />
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
        {[0, 1, 2, 3].map((card) => (
          <Skeleton key={card} className="h-25 !rounded-[20px]" />
        ))}
      </div>
      <Skeleton className="h-[60dvh] !rounded-card" />
    </div>
  );
}

/** The shape of the whole dashboard. */
export function AdminSkeleton() {
  return (
    <div className="gap-4.5 p-4 lg:grid lg:grid-cols-[13.25rem_minmax(0,1fr)] lg:p-4.5" aria-hidden="true">
      <Skeleton className="hidden h-[calc(100dvh-2.25rem)] !rounded-card lg:block" />
      <SectionSkeleton />
    </div>
  );
}
