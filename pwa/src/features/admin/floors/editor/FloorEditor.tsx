import { useFloorDraft } from "../../../../api/admin/floors";
import type { WorkLot } from "../../../../api/admin/types";
import { Skeleton } from "../../../../ui/Skeleton";
import { Trouble } from "../../../../ui/Trouble";
import { Workbench } from "./Workbench";

/** The editor of a floor, once what is drawn of it has come. */
export function FloorEditor({ lot, code }: { lot: WorkLot; code: string }) {
  const draft = useFloorDraft(lot.slug, code);
  if (draft.data) return <Workbench lot={lot} code={code} draft={draft.data} />;
  if (draft.isError) return <Trouble error={draft.error} isPage onRetry={() => void draft.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-3.5" aria-hidden="true">
      <Skeleton className="h-12" />
      <div className="grid grid-cols-1 gap-3.5 xl:grid-cols-[minmax(0,1fr)_22.25rem]">
        <Skeleton className="h-[70dvh] !rounded-card" />
        <Skeleton className="hidden h-[70dvh] !rounded-card xl:block" />
      </div>
    </div>
  );
}
