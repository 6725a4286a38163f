import { Plus, Trash2 } from "lucide-react";
import type { Terms, TermsChange } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button, RoundButton } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { readSteps, stepDrafts } from "./terms";
import type { StepDraft } from "./terms";
import { TermsForm } from "./TermsForm";
import { useTermsForm } from "./useTermsForm";

const MOST_STEPS = 10;

/** What goes back to who cancels, by how long before. */
export function CancelTerms({ lot, terms }: { lot: WorkLot; terms: Terms }) {
  const { t } = useStaffI18n();
  const form = useTermsForm(lot.slug, terms, draftOf, read);
  const { draft: steps, set: setSteps } = form;
  const { policy, faults } = readSteps(steps);
  const summary = policy
    ? [
        ...policy
          .filter(({ refundPercent }) => refundPercent > 0)
          .map(({ hoursBefore, refundPercent }) =>
            t("facts.refund", { percent: refundPercent, count: hoursBefore }),
          ),
        t(
          policy.some(({ refundPercent }) => refundPercent > 0)
            ? "desk.prices.later"
            : "desk.prices.noRefund",
        ),
      ]
    : [];
  const change = (key: number, part: Partial<StepDraft>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...part } : step)));
  return (
    <TermsForm lot={lot} name="cancel" form={form} summary={summary}>
      {(tried) => (
        <div className="grid grid-cols-1 gap-3">
          {steps.map((step, i) => {
            const fault = tried ? faults?.get(step.key) : undefined;
            return (
              <div key={step.key} role="group" aria-label={t("desk.prices.stepOf", { number: i + 1 })}>
                <div className="grid grid-cols-[1fr_1fr_auto] items-end gap-2.5">
                  <Field
                    label={t("desk.prices.hoursBefore")}
                    name={`hours-${i}`}
                    inputMode="numeric"
                    autoComplete="off"
                    aria-invalid={fault ? true : undefined}
                    value={step.hours}
                    onChange={(event) => change(step.key, { hours: event.target.value })}
                  />
                  <Field
                    label={t("desk.prices.percentBack")}
                    name={`percent-${i}`}
                    inputMode="numeric"
                    autoComplete="off"
                    value={step.percent}
                    onChange={(event) => change(step.key, { percent: event.target.value })}
                  />
                  <RoundButton
                    label={t("desk.prices.removeStep", { number: i + 1 })}
                    className="!shadow-none"
                    onClick={() => setSteps(steps.filter(({ key }) => key !== step.key))}
                  >
                    <Trash2 size={18} aria-hidden />
                  </RoundButton>
                </div>
                {fault ? (
                  <p role="alert" className="mt-1 text-s text-taken-ink">
                    {t(`desk.prices.stepFault.${fault}`)}
                  </p>
                ) : null}
              </div>
            );
          })}
          <Button
            tone="plain"
            className="-ml-3 justify-self-start"
            icon={<Plus size={17} aria-hidden />}
            disabled={steps.length >= MOST_STEPS}
            data-testid="add-step"
            onClick={() =>
              setSteps([
                ...steps,
                { key: Math.max(-1, ...steps.map(({ key }) => key)) + 1, hours: "", percent: "" },
              ])
            }
          >
            {t("desk.prices.addStep")}
          </Button>
        </div>
      )}
    </TermsForm>
  );
}

function draftOf(terms: Terms): StepDraft[] {
  return stepDrafts(terms.cancellationPolicy);
}

function read(steps: readonly StepDraft[]): TermsChange | null {
  const { policy } = readSteps(steps);
  return policy && { cancellationPolicy: policy };
}
