import type { Terms } from "../../../api/admin/prices";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Field } from "../../../ui/Field";
import { lateDraft, readLate } from "./terms";
import type { LateDraft } from "./terms";
import { TermsForm } from "./TermsForm";
import { useTermsForm } from "./useTermsForm";

/** What staying past the end costs, and when the spot of a car that never comes is given up. */
export function LateTermsCard({ lot, terms }: { lot: WorkLot; terms: Terms }) {
  const { t, format } = useStaffI18n();
  const form = useTermsForm(lot.slug, terms, lateDraft, (written) => readLate(written).terms);
  const { draft } = form;
  const written = readLate(draft);
  const late = written.terms;
  const money = (sen: number) => format.money(sen, lot.currency);
  const summary = late
    ? [
        t(late.overstayDayCapSen === null ? "desk.prices.lateNoCap" : "desk.prices.lateCap", {
          grace: format.duration(terms.exitGraceMinutes),
          hour: money(late.overstayHourSen),
          cap: money(late.overstayDayCapSen ?? 0),
        }),
        late.noShowMinutes === null
          ? t("desk.prices.noShowNever")
          : t("desk.prices.noShowAfter", { time: format.duration(late.noShowMinutes) }),
      ]
    : [];
  function field(name: keyof LateDraft, tried: boolean) {
    const fault = tried ? written.faults?.[name] : undefined;
    return {
      name: `late-${name}`,
      autoComplete: "off",
      inputMode: "decimal" as const,
      label: t(`desk.prices.late.${name}`),
      error: fault ? t(`desk.prices.lateFault.${fault}`) : null,
      value: draft[name],
      onChange: (event: { target: { value: string } }) => form.set({ ...draft, [name]: event.target.value }),
    };
  }
  return (
    <TermsForm lot={lot} name="late" form={form} summary={summary}>
      {(tried) => (
        <>
          <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
            <Field {...field("hour", tried)} />
            <Field {...field("dayCap", tried)} hint={t("desk.prices.capHint")} />
          </div>
          <Field {...field("noShow", tried)} hint={t("desk.prices.noShowHint")} />
        </>
      )}
    </TermsForm>
  );
}
