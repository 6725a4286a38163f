import { useState } from "react";
import type { ReactNode } from "react";
import { useChangeTerms } from "../../../api/admin/prices";
import type { TermsChange } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";

interface Props {
  lot: WorkLot;
  name: "cancel" | "tax" | "late";
  /** What is written; null while it has faults. */
  change: TermsChange | null;
  /** What drivers read of it, as it is written. */
  summary: readonly string[];
  children: (tried: boolean) => ReactNode;
}

/** A part of the terms with its fields, what drivers will read, and one button. */
export function TermsForm({ lot, name, change, summary, children }: Props) {
  const { t } = useStaffI18n();
  const save = useChangeTerms(lot.slug);
  const toast = useToast();
  const troubleText = useTroubleText();
  const [tried, setTried] = useState(false);
  const saved = t("desk.prices.termsSaved");
  return (
    <Card title={t(`desk.prices.${name}`)} testId={`terms-${name}`}>
      <form
        noValidate
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (change) save.mutate(change, { onSuccess: () => toast.show(saved) });
        }}
      >
        {children(tried)}
        {summary.length > 0 ? (
          <div className="rounded-box bg-accent-soft px-3.5 py-3" data-testid={`summary-${name}`}>
            <h3 className="mb-1 text-s font-semibold text-ink-2">{t("desk.prices.driversRead")}</h3>
            <ul className="num grid gap-1 text-m">
              {summary.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <p className="text-s text-ink-2">{t(`desk.prices.${name}From`)}</p>
        {save.error ? (
          <Notice tone="bad" urgent testId={`problem-${name}`}>
            {troubleText(save.error)}
          </Notice>
        ) : null}
        <Button tone="quiet" type="submit" busy={save.isPending} data-testid={`save-${name}`}>
          {t("desk.prices.save")}
        </Button>
      </form>
    </Card>
  );
}
