import { useWithdrawPrices } from "../../../api/admin/prices";
import type { Tariff } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";

interface Props {
  lot: WorkLot;
  table: Tariff;
  onClose: () => void;
}

/** Asks once more before prices that are to come are taken back. */
export function WithdrawDialog({ lot, table, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const withdraw = useWithdrawPrices(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const words = { name: table.name, day: format.date(table.validFrom, lot.timeZone) };
  return (
    <Dialog
      title={t("desk.prices.withdrawTitle")}
      onClose={onClose}
      testId="withdraw-dialog"
      footer={
        <>
          <Button
            tone="danger"
            busy={withdraw.isPending}
            data-testid="withdraw-confirm"
            onClick={() =>
              withdraw.mutate(table.id, {
                onSuccess: () => {
                  toast.show(t("desk.prices.withdrawn", words));
                  onClose();
                },
              })
            }
          >
            {t("desk.prices.withdraw")}
          </Button>
          <Button tone="plain" onClick={onClose}>
            {t("desk.prices.keep")}
          </Button>
        </>
      }
    >
      <p>{t("desk.prices.withdrawText", words)}</p>
      {withdraw.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(withdraw.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
