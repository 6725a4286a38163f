import type { Terms, TermsChange } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { basisPointsOf, percentText } from "./terms";
import { TermsForm } from "./TermsForm";
import { useTermsForm } from "./useTermsForm";

interface TaxDraft {
  percent: string;
  included: boolean;
  registration: string;
}

/** The service tax, and whether prices hold it already. */
export function TaxTerms({ lot, terms }: { lot: WorkLot; terms: Terms }) {
  const { t } = useStaffI18n();
  const form = useTermsForm(lot.slug, terms, draftOf, read);
  const { percent, included, registration } = form.draft;
  const change = (part: Partial<TaxDraft>) => form.set({ ...form.draft, ...part });
  const points = basisPointsOf(percent);
  const summary =
    points === null
      ? []
      : points === 0
        ? [t("desk.prices.noTax")]
        : [t(included ? "facts.taxIncluded" : "facts.taxApart", { percent: percentText(points) })];
  return (
    <TermsForm lot={lot} name="tax" form={form} summary={summary}>
      {(tried) => (
        <>
          <Field
            label={t("desk.prices.taxPercent")}
            name="tax-percent"
            inputMode="decimal"
            autoComplete="off"
            error={tried && points === null ? t("desk.prices.taxFault") : null}
            value={percent}
            onChange={(event) => change({ percent: event.target.value })}
          />
          <div>
            <p className="mb-1 text-s font-medium text-ink-2">{t("desk.prices.taxHow")}</p>
            <Segmented
              label={t("desk.prices.taxHow")}
              value={included ? "included" : "apart"}
              onChange={(value) => change({ included: value === "included" })}
              options={[
                { value: "apart", label: t("desk.prices.taxApart") },
                { value: "included", label: t("desk.prices.taxIncluded") },
              ]}
            />
          </div>
          <Field
            label={t("desk.prices.taxRegistration")}
            hint={t("desk.prices.taxRegistrationHint")}
            name="tax-registration"
            autoComplete="off"
            maxLength={40}
            value={registration}
            onChange={(event) => change({ registration: event.target.value })}
          />
        </>
      )}
    </TermsForm>
  );
}

function draftOf(terms: Terms): TaxDraft {
  return {
    percent: percentText(terms.taxBasisPoints),
    included: terms.taxIncluded,
    registration: terms.taxRegistration,
  };
}

function read({ percent, included, registration }: TaxDraft): TermsChange | null {
  const points = basisPointsOf(percent);
  return points === null
    ? null
    : { taxBasisPoints: points, taxIncluded: included, taxRegistration: registration.trim() };
}
