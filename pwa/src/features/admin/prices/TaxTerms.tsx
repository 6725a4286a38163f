import { useState } from "react";
import type { Terms } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { basisPointsOf, percentText } from "./terms";
import { TermsForm } from "./TermsForm";

/** The service tax, and whether prices hold it already. */
export function TaxTerms({ lot, terms }: { lot: WorkLot; terms: Terms }) {
  const { t } = useStaffI18n();
  const [percent, setPercent] = useState(() => percentText(terms.taxBasisPoints));
  const [included, setIncluded] = useState(terms.taxIncluded);
  const [registration, setRegistration] = useState(terms.taxRegistration);
  const points = basisPointsOf(percent);
  const change =
    points === null
      ? null
      : { taxBasisPoints: points, taxIncluded: included, taxRegistration: registration.trim() };
  const summary =
    points === null
      ? []
      : [t(included ? "facts.taxIncluded" : "facts.taxApart", { percent: percentText(points) })];
  return (
    <TermsForm lot={lot} name="tax" change={change} summary={summary}>
      {(tried) => (
        <>
          <Field
            label={t("desk.prices.taxPercent")}
            name="tax-percent"
            inputMode="decimal"
            autoComplete="off"
            error={tried && points === null ? t("desk.prices.taxFault") : null}
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
          <div>
            <p className="mb-1 text-s font-medium text-ink-2">{t("desk.prices.taxHow")}</p>
            <Segmented
              label={t("desk.prices.taxHow")}
              value={included ? "included" : "apart"}
              onChange={(value) => setIncluded(value === "included")}
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
            onChange={(event) => setRegistration(event.target.value)}
          />
        </>
      )}
    </TermsForm>
  );
}
