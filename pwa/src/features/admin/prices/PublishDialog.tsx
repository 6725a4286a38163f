import type { Tariff, TariffBody, useSavePrices } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { isProblem } from "../../../api/problem";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { MineOrTheirs } from "../MineOrTheirs";
import { changesBetween } from "./changes";
import { bodyOf } from "./draft";
import { useChangeWords } from "./useChangeWords";

interface Props {
  lot: WorkLot;
  id: Tariff["id"] | null;
  /** What would hold without them; null before the first prices. */
  before: Tariff | null;
  after: TariffBody;
  /** What the table that is changed was when the writing began; of a new one, whose place it takes. */
  seen: TariffBody | null;
  /** What the table is now that is changed; null for a new one. */
  theirs: Tariff | null;
  save: ReturnType<typeof useSavePrices>;
  onTake: (theirs: Tariff) => void;
  onClose: () => void;
}

/** Says what becomes another, and from when, before it is so. */
export function PublishDialog({ lot, id, before, after, seen, theirs, save, onTake, onClose }: Props) {
  const { t, format } = useStaffI18n();
  const toast = useToast();
  const troubleText = useTroubleText();
  const tell = useChangeWords(lot.currency);
  const changes = before ? changesBetween(before, after) : null;
  const begins = after.validFrom ?? "";
  const words = {
    name: after.name,
    from: `${format.date(begins, lot.timeZone)} ${format.time(begins, lot.timeZone)}`,
  };

  const wasBeaten = isProblem(save.error) && save.error.code === "tariff_changed" && theirs !== null;

  function publish() {
    save.mutate(
      // After a conflict what they wrote has been seen.
      { id, body: after, seen: wasBeaten ? bodyOf(theirs) : seen },
      { onSuccess: () => toast.show(t("desk.prices.published", words)) },
    );
  }

  return (
    <Dialog
      title={t("desk.prices.publishTitle")}
      onClose={onClose}
      testId="publish-dialog"
      footer={
        <>
          {wasBeaten ? null : (
            <Button busy={save.isPending} data-testid="publish-confirm" onClick={publish}>
              {t("desk.prices.publishConfirm", { from: words.from })}
            </Button>
          )}
          <Button tone="plain" onClick={onClose}>
            {t("desk.prices.goOn")}
          </Button>
        </>
      }
    >
      <p>{t("desk.prices.publishText", words)}</p>
      {changes === null ? null : changes.length === 0 ? (
        <Notice tone="wait" className="mt-3">
          {t("desk.prices.noChange")}
        </Notice>
      ) : (
        <>
          <h3 className="mt-4 mb-1.5 text-s font-semibold text-ink-2">{t("desk.prices.changes")}</h3>
          <ul className="num grid gap-1.5" data-testid="changes">
            {changes.map((one, i) => (
              <li key={i} className="border-t border-line pt-1.5 text-m">
                {tell(one)}
              </li>
            ))}
          </ul>
        </>
      )}
      {wasBeaten ? (
        <MineOrTheirs
          error={save.error}
          isSaving={save.isPending}
          onKeep={publish}
          onTake={() => onTake(theirs)}
          className="mt-3"
        >
          <p>{t("desk.prices.fromTheirs")}</p>
          <ul className="num mt-1 grid gap-1">
            {changesBetween(theirs, after).map((one, i) => (
              <li key={i}>{tell(one)}</li>
            ))}
          </ul>
        </MineOrTheirs>
      ) : save.error ? (
        <Notice tone="bad" urgent className="mt-3" testId="publish-problem">
          {troubleText(save.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
