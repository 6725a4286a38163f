import { useState } from "react";
import type { Registered } from "../../../api/admin/programs";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { CopyField } from "./CopyField";

interface Props {
  told: Registered;
  address: string;
  onClose: () => void;
}

/** What is told once: a program's secret; of an app, what it needs to begin. */
export function SecretDialog({ told, address, onClose }: Props) {
  const { t } = useStaffI18n();
  const [warned, setWarned] = useState(false);
  const { name, clientId } = told.program;
  return (
    <Dialog
      title={told.secret ? t("desk.programs.secretTitle") : t("desk.programs.appTitle", { name })}
      // Not by a touch beside it: what is gone cannot be shown again.
      onClose={told.secret ? () => setWarned(true) : onClose}
      testId="secret-dialog"
      footer={
        <Button onClick={onClose} data-testid="secret-kept">
          {t(told.secret ? "desk.programs.done" : "desk.programs.doneApp")}
        </Button>
      }
    >
      <div className="grid gap-4">
        {told.secret ? (
          <Notice tone={warned ? "bad" : "wait"} urgent={warned}>
            {t(warned ? "desk.programs.secretWarning" : "desk.programs.secretText", { name })}
          </Notice>
        ) : (
          <p className="text-ink-2">{t("desk.programs.appText")}</p>
        )}
        <CopyField label={t("desk.programs.clientId")} value={clientId} testId="client-id" />
        {told.secret ? (
          <CopyField label={t("desk.programs.secret")} value={told.secret} testId="secret" />
        ) : null}
        <CopyField label={t("desk.programs.address")} value={address} />
      </div>
    </Dialog>
  );
}
