import { useState } from "react";
import { useBlock } from "../../../api/admin/people";
import type { FoundPerson } from "../../../api/admin/people";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { useToast } from "../../../ui/toast";
import { VerbDialog } from "../VerbDialog";

/** Lets somebody book no more, or again. */
export function BlockDialog({ person, onClose }: { person: FoundPerson; onClose: () => void }) {
  const { t } = useStaffI18n();
  const block = useBlock();
  const toast = useToast();
  const [reason, setReason] = useState("");
  // What was asked for when it was opened: the list may know of the deed before the dialog is closed.
  const [lets] = useState(person.blockedAt !== null);
  const name = person.name || person.email;
  return (
    <VerbDialog
      title={t(lets ? "desk.people.unblockTitle" : "desk.people.blockTitle", { name })}
      action={t(lets ? "desk.people.unblock" : "desk.people.block")}
      tone={lets ? "primary" : "danger"}
      disabled={!lets && reason.trim() === ""}
      doing={block}
      onDo={() =>
        block.mutate(
          { id: person.id, reason: lets ? null : reason.trim() },
          {
            onSuccess: () => {
              toast.show(t(lets ? "desk.people.unblockDone" : "desk.people.blockDone", { name }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="block-dialog"
    >
      <p>{t(lets ? "desk.people.unblockText" : "desk.people.blockText")}</p>
      {lets ? null : (
        <Field
          label={t("desk.people.reason")}
          hint={t("desk.people.reasonHint")}
          value={reason}
          maxLength={200}
          data-testid="reason"
          onChange={(event) => setReason(event.target.value)}
        />
      )}
    </VerbDialog>
  );
}
