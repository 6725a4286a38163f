import { useState } from "react";
import { useDismissReading } from "../../../api/admin/readings";
import type { Reading } from "../../../api/admin/readings";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";

interface Props {
  lot: WorkLot;
  reading: Reading;
  onClose: () => void;
}

const USUAL = ["noCar", "passing", "twice", "turned"] as const;

/** Nothing came or went: why? */
export function DismissDialog({ lot, reading, onClose }: Props) {
  const { t } = useStaffI18n();
  const dismiss = useDismissReading(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      title={t("desk.readings.dismissTitle")}
      onClose={onClose}
      testId="dismiss-dialog"
      footer={
        <Button
          busy={dismiss.isPending}
          disabled={reason.trim() === ""}
          data-testid="dismiss-confirm"
          onClick={() =>
            dismiss.mutate(
              { id: reading.id, reason: reason.trim() },
              {
                onSuccess: () => {
                  toast.show(t("desk.readings.dismissed"));
                  onClose();
                },
              },
            )
          }
        >
          {t("desk.readings.dismiss")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-2">{t("desk.readings.dismissText")}</p>
        <div className="flex flex-wrap gap-2">
          {USUAL.map((one) => {
            const words = t(`desk.readings.why.${one}`);
            return (
              <Chip key={one} pressed={reason === words} onClick={() => setReason(words)}>
                {words}
              </Chip>
            );
          })}
        </div>
        <Field
          label={t("desk.readings.why")}
          name="reason"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {dismiss.error ? (
          <Notice tone="bad" urgent>
            {troubleText(dismiss.error)}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
