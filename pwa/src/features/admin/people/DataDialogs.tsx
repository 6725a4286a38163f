import { useState } from "react";
import { useErase, useExport } from "../../../api/admin/people";
import type { Subject } from "../../../api/admin/people";
import { isProblem } from "../../../api/problem";
import type { PlainStaffKey } from "../../../i18n/admin/words";
import { useStaffI18n } from "../../../i18n/admin/words";
import { saveFile } from "../../../lib/saveFile";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { VerbDialog } from "../VerbDialog";

/** What somebody asked for: a copy of their data, or its end. */
export interface DataVerb {
  verb: "export" | "erase";
  subject: Subject;
  name: string;
}

interface Props {
  doing: DataVerb;
  onClose: () => void;
}

export function DataDialogs({ doing, onClose }: Props) {
  return doing.verb === "export" ? (
    <ExportDialog doing={doing} onClose={onClose} />
  ) : (
    <EraseDialog doing={doing} onClose={onClose} />
  );
}

function ExportDialog({ doing, onClose }: Props) {
  const { t } = useStaffI18n();
  const hand = useExport();
  const toast = useToast();
  return (
    <VerbDialog
      title={t("desk.people.exportTitle", { name: doing.name })}
      action={t("desk.people.exportDo")}
      doing={hand}
      onDo={() =>
        hand.mutate(doing.subject, {
          onSuccess: (file) => {
            saveFile(file);
            toast.show(t("desk.people.exportDone"));
            onClose();
          },
        })
      }
      onClose={onClose}
      testId="export-dialog"
    >
      <p>{t("desk.people.exportText")}</p>
    </VerbDialog>
  );
}

const REASONS = {
  booking_current: "desk.people.because.booking_current",
  car_inside: "desk.people.because.car_inside",
  fee_owed: "desk.people.because.fee_owed",
  refund_open: "desk.people.because.refund_open",
  refund_proposed: "desk.people.because.refund_proposed",
  payment_open: "desk.people.because.payment_open",
  has_role: "desk.people.because.has_role",
} as const satisfies Record<string, PlainStaffKey>;

function EraseDialog({ doing, onClose }: Props) {
  const { t } = useStaffI18n();
  const erase = useErase();
  const toast = useToast();
  const [typed, setTyped] = useState("");
  const isRefused = isProblem(erase.error, "erasure_not_possible");
  return (
    <VerbDialog
      title={t("desk.people.eraseTitle", { name: doing.name })}
      action={t("desk.people.eraseDo")}
      tone="danger"
      disabled={typed.trim() !== doing.name}
      doing={{ isPending: erase.isPending, error: isRefused ? null : erase.error }}
      onDo={() =>
        erase.mutate(doing.subject, {
          onSuccess: ({ bookings }) => {
            toast.show(t("desk.people.eraseDone", { count: bookings }));
            onClose();
          },
        })
      }
      onClose={onClose}
      testId="erase-dialog"
    >
      <p className="font-semibold">{t("desk.people.eraseText")}</p>
      <dl className="grid gap-3">
        <div>
          <dt className="font-medium">{t("desk.people.goes")}</dt>
          <dd className="text-m text-ink-2">{t("desk.people.goesText")}</dd>
        </div>
        <div>
          <dt className="font-medium">{t("desk.people.stays")}</dt>
          <dd className="text-m text-ink-2">{t("desk.people.staysText")}</dd>
        </div>
      </dl>
      <Field
        label={t("desk.people.confirm", { word: doing.name })}
        value={typed}
        autoComplete="off"
        data-testid="confirm-word"
        onChange={(event) => setTyped(event.target.value)}
      />
      {isRefused ? (
        <Notice tone="bad" urgent title={t("desk.people.notPossible")} testId="erase-refused">
          <ul>
            {reasonsOf(erase.error).map((reason) => (
              <li key={reason}>
                {Object.hasOwn(REASONS, reason) ? t(REASONS[reason as keyof typeof REASONS]) : reason}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </VerbDialog>
  );
}

function reasonsOf(error: unknown): readonly string[] {
  return isProblem(error) ? error.reasons : [];
}
