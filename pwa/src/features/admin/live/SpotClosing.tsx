import { Construction } from "lucide-react";
import { useState } from "react";
import { useEndClosures } from "../../../api/admin/closures";
import type { SpotClosure, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { Spot } from "../../../map/floor";
import { Button } from "../../../ui/Button";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { CloseDialog } from "../closures/CloseDialog";

interface CloseProps {
  lot: WorkLot;
  spotId: Spot["id"];
  name: string;
  isClosed: boolean;
}

/** Closes one spot: a press here, and one in the dialog, which stays to tell what it did. */
export function CloseButton({ lot, spotId, name, isClosed }: CloseProps) {
  const { t } = useStaffI18n();
  const [open, setOpen] = useState(false);
  const end = () => setOpen(false);
  return (
    <>
      {isClosed ? null : (
        <Button
          tone="quiet"
          icon={<Construction size={18} aria-hidden />}
          data-testid="close-spot"
          onClick={() => setOpen(true)}
        >
          {t("desk.closing.button")}
        </Button>
      )}
      {open ? <CloseDialog lot={lot} spots={new Map([[spotId, name]])} onClose={end} onDone={end} /> : null}
    </>
  );
}

/** Opens it again, or takes back what was planned. */
export function ReopenButton({ lot, closure }: { lot: WorkLot; closure: SpotClosure }) {
  const { t } = useStaffI18n();
  const end = useEndClosures(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  return (
    <Button
      tone="plain"
      busy={end.isPending}
      data-testid="reopen-spot"
      onClick={() =>
        end.mutate(
          { closureIds: [closure.id], endsAt: null },
          {
            onSuccess: () => toast.show(t("desk.closures.reopened", { count: 1 })),
            onError: (error) => toast.show(troubleText(error)),
          },
        )
      }
    >
      {t("desk.closures.reopen")}
    </Button>
  );
}
