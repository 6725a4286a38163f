import { useTakeRoleBack } from "../../../api/admin/staff";
import type { StaffMember, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";

interface Props {
  lot: WorkLot;
  member: StaffMember;
  onClose: () => void;
}

/** Asks once more before a role goes. */
export function TakeBackDialog({ lot, member, onClose }: Props) {
  const { t } = useStaffI18n();
  const takeBack = useTakeRoleBack(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const words = { name: member.name, role: t(`desk.role.${member.role}`) };
  return (
    <Dialog
      title={t("desk.staff.takeBackTitle")}
      onClose={onClose}
      testId="take-back-dialog"
      footer={
        <>
          <Button
            tone="danger"
            busy={takeBack.isPending}
            data-testid="take-back-confirm"
            onClick={() =>
              takeBack.mutate(member.id, {
                onSuccess: () => {
                  toast.show(t("desk.staff.takenBack", words));
                  onClose();
                },
              })
            }
          >
            {t("desk.staff.takeBack")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("desk.staff.keep")}
          </Button>
        </>
      }
    >
      <p className="[overflow-wrap:anywhere]">{t("desk.staff.takeBackText", words)}</p>
      {member.isYou ? (
        <Notice tone="wait" className="mt-3">
          {t("desk.staff.takeBackOwn")}
        </Notice>
      ) : null}
      {takeBack.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(takeBack.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
