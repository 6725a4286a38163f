import { useWithdrawPrices } from "../../../api/admin/prices";
import type { Tariff } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { changesBetween } from "./changes";
import { bodyOf } from "./draft";
import { useChangeWords } from "./useChangeWords";

interface Props {
  lot: WorkLot;
  /** The prices as they were when somebody chose to take them back, and as they are now. */
  seen: Tariff;
  table: Tariff;
  onClose: () => void;
}

/** Asks once more before prices that are to come are taken back. */
export function WithdrawDialog({ lot, seen, table, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const withdraw = useWithdrawPrices(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const tell = useChangeWords(lot.currency);
  const wasBeaten = isProblem(withdraw.error) && withdraw.error.code === "tariff_changed";
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
              withdraw.mutate(
                // After a conflict what they wrote has been seen.
                { id: table.id, seen: bodyOf(wasBeaten ? table : seen) },
                {
                  onSuccess: () => {
                    toast.show(t("desk.prices.withdrawn", words));
                    onClose();
                  },
                },
              )
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
      {wasBeaten ? (
        <Notice tone="wait" urgent className="mt-3" testId="conflict" title={troubleText(withdraw.error)}>
          <p>{t("desk.prices.changes")}</p>
          <ul className="num mt-1 grid gap-1">
            {changesBetween(seen, table).map((one, i) => (
              <li key={i}>{tell(one)}</li>
            ))}
          </ul>
        </Notice>
      ) : withdraw.error ? (
        <Notice tone="bad" urgent className="mt-3">
          {troubleText(withdraw.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
