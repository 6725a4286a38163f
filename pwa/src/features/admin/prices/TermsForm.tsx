import { useState } from "react";
import type { ReactNode } from "react";
import type { TermsChange } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { Card } from "../Card";
import { Conflict } from "../lot/Conflict";
import { stopAtWrong } from "../stopAtWrong";
import type { Disputed } from "../lot/Conflict";
import type { TermsForm as Form } from "./useTermsForm";

interface Props {
  lot: WorkLot;
  name: "cancel" | "tax" | "late";
  form: Omit<Form<unknown>, "draft" | "set">;
  /** What drivers read of it, as it is written. */
  summary: readonly string[];
  children: (tried: boolean) => ReactNode;
}

/** A part of the terms with its fields, what drivers will read, and one button. */
export function TermsForm({ lot, name, form, summary, children }: Props) {
  const { t } = useStaffI18n();
  const troubleText = useTroubleText();
  const [tried, setTried] = useState(false);
  return (
    <Card title={t(`desk.prices.${name}`)} testId={`terms-${name}`}>
      <form
        noValidate
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!stopAtWrong(event.currentTarget)) form.save();
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
        {form.conflict.length > 0 ? (
          <Conflict
            error={form.error}
            disputed={form.conflict.map((term) => disputedOf(term, form.theirs, form.written ?? {}))}
            currency={lot.currency}
            isSaving={form.isSaving}
            onKeep={form.save}
            onTake={form.discard}
          />
        ) : (
          <>
            {form.error ? (
              <Notice tone="bad" urgent testId={`problem-${name}`}>
                {troubleText(form.error)}
              </Notice>
            ) : null}
            <Button tone="quiet" type="submit" busy={form.isSaving} data-testid={`save-${name}`}>
              {t("desk.prices.save")}
            </Button>
          </>
        )}
      </form>
    </Card>
  );
}

function disputedOf(name: keyof TermsChange, theirs: TermsChange, mine: TermsChange): Disputed {
  if (name !== "cancellationPolicy") return { name, theirs: theirs[name], mine: mine[name] };
  return { name: "refundPolicy", theirs: kept(theirs[name]), mine: kept(mine[name]) };
}

/** As settings keep it. */
function kept(policy: TermsChange["cancellationPolicy"] = []) {
  return policy.map((step) => ({ hours_before: step.hoursBefore, percent: step.refundPercent }));
}
