import type { ReactNode } from "react";
import { useStaffI18n } from "../../i18n/admin/words";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";

interface Props {
  error: unknown;
  isSaving: boolean;
  onKeep: () => void;
  onTake: () => void;
  className?: string;
  /** What the other wrote. */
  children: ReactNode;
}

/** Somebody else was first: theirs is shown, and nothing is overwritten unseen. */
export function MineOrTheirs({ error, isSaving, onKeep, onTake, className = "", children }: Props) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  return (
    <Notice
      tone="wait"
      urgent
      className={className}
      testId="conflict"
      title={troubleText(error)}
      action={
        <>
          <Button tone="quiet" busy={isSaving} onClick={onKeep} data-testid="keep-mine">
            {t("desk.lot.keepMine")}
          </Button>
          <Button tone="quiet" onClick={onTake} data-testid="take-theirs">
            {t("desk.lot.takeTheirs")}
          </Button>
        </>
      }
    >
      {children}
    </Notice>
  );
}
