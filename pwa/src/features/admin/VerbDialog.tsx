import type { ReactNode } from "react";
import { useStaffI18n } from "../../i18n/admin/words";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { useTroubleText } from "../../ui/Trouble";

interface Props {
  title: string;
  /** What the button says that does it. */
  action: string;
  tone?: "primary" | "danger";
  /** Something is missing that has to be given first. */
  disabled?: boolean;
  /** The request that does it. */
  doing: { isPending: boolean; error: Error | null };
  onDo: () => void;
  onClose: () => void;
  wide?: boolean;
  testId: string;
  children?: ReactNode;
}

/** Asks for what a deed needs, and says why it was refused. */
export function VerbDialog({
  title,
  action,
  tone = "primary",
  disabled = false,
  doing,
  onDo,
  onClose,
  wide = false,
  testId,
  children,
}: Props) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide={wide}
      testId={testId}
      footer={
        <>
          <Button tone={tone} busy={doing.isPending} disabled={disabled} onClick={onDo} data-testid="do">
            {action}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("desk.bookings.leave")}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {children}
        {doing.error ? (
          <Notice tone="bad" urgent testId="verb-problem">
            {troubleText(doing.error)}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
