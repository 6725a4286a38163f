import { useId } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Notice } from "../../../ui/Notice";
import { Switch } from "../../../ui/Switch";
import { TextArea } from "../../../ui/TextArea";
import { MoneyField, NumberField } from "../NumberFields";
import { FormCard } from "./FormCard";
import { languageName } from "./tellSetting";
import { useSettingsForm } from "./useSettingsForm";

/** The rules of the house, in each language that the app speaks. */
export function HouseRulesCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { houseRules } = form.values;
  const spoken = settings.languages.map(languageName).join(", ");
  return (
    <FormCard
      title={t("desk.rules.title")}
      text={t("desk.rules.text", { languages: spoken })}
      form={form}
      testId="house-rules"
    >
      {settings.languages.map((language) => (
        <TextArea
          key={language}
          label={languageName(language)}
          lang={language}
          name={`rules-${language}`}
          maxLength={4000}
          value={houseRules[language] ?? ""}
          onChange={(event) => form.set({ houseRules: { ...houseRules, [language]: event.target.value } })}
        />
      ))}
      {settings.languages.some((language) => Boolean(houseRules[language])) &&
      settings.languages.some((language) => !houseRules[language]) ? (
        <Notice tone="wait">{t("desk.rules.missing")}</Notice>
      ) : null}
    </FormCard>
  );
}

/** How long, how far ahead, and how long a spot waits for its payment. */
export function BookingTermsCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { values, set, errorOf } = form;
  const minutes = t("desk.number.minutes");
  return (
    <FormCard title={t("desk.terms.title")} text={t("desk.terms.text")} form={form} testId="terms">
      <NumberField
        label={t("desk.setting.minMinutes")}
        unit={minutes}
        least={1}
        most={86_400}
        value={values.minMinutes}
        error={errorOf("minMinutes")}
        onChange={(minMinutes) => set({ minMinutes })}
      />
      <NumberField
        label={t("desk.setting.maxMinutes")}
        unit={t("desk.number.hours")}
        least={1}
        most={1440}
        value={Math.ceil(values.maxMinutes / 60)}
        error={errorOf("maxMinutes")}
        onChange={(hours) => set({ maxMinutes: hours * 60 })}
      />
      <NumberField
        label={t("desk.setting.maxAdvanceDays")}
        unit={t("desk.number.days")}
        least={1}
        most={730}
        value={values.maxAdvanceDays}
        error={errorOf("maxAdvanceDays")}
        onChange={(maxAdvanceDays) => set({ maxAdvanceDays })}
      />
      <NumberField
        label={t("desk.setting.holdSeconds")}
        hint={t("desk.terms.holdHint")}
        unit={minutes}
        least={1}
        most={60}
        value={Math.max(1, Math.round(values.holdSeconds / 60))}
        error={errorOf("holdSeconds")}
        onChange={(held) => set({ holdSeconds: held * 60 })}
      />
    </FormCard>
  );
}

/** By how much a car may be early or late. What staying longer costs stands with the prices. */
export function GraceCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { values, set, errorOf } = form;
  const minutes = t("desk.number.minutes");
  return (
    <FormCard title={t("desk.grace.title")} text={t("desk.grace.text")} form={form} testId="grace">
      <NumberField
        label={t("desk.setting.entryGraceMinutes")}
        hint={t("desk.grace.entryHint")}
        unit={minutes}
        least={0}
        most={1440}
        value={values.entryGraceMinutes}
        error={errorOf("entryGraceMinutes")}
        onChange={(entryGraceMinutes) => set({ entryGraceMinutes })}
      />
      <NumberField
        label={t("desk.setting.exitGraceMinutes")}
        hint={t("desk.grace.exitHint")}
        unit={minutes}
        least={0}
        most={1440}
        value={values.exitGraceMinutes}
        error={errorOf("exitGraceMinutes")}
        testId="exit-grace"
        onChange={(exitGraceMinutes) => set({ exitGraceMinutes })}
      />
      <p className="text-s text-ink-2">
        {t("desk.grace.more")}{" "}
        <Link
          href={routes.admin(settings.slug, "prices")}
          className="inline-flex min-h-11 min-w-11 items-center font-semibold text-accent underline-offset-2 hover:underline"
        >
          {t("desk.prices")}
        </Link>
      </p>
    </FormCard>
  );
}

/** From what amount on a second person agrees to a refund. Only who may agree decides it. */
export function ApprovalCard({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const { t, format } = useStaffI18n();
  const form = useSettingsForm(settings);
  const sen = form.values.refundApprovalSen;
  return (
    <FormCard title={t("desk.approval.title")} text={t("desk.approval.text")} form={form} testId="approval">
      {mayChange ? (
        <Optional
          label={t("desk.approval.switch")}
          off={t("desk.approval.off")}
          on={sen !== null}
          onChange={(on) => form.set({ refundApprovalSen: on ? 5000 : null })}
        >
          <MoneyField
            label={t("desk.setting.refundApprovalSen")}
            sen={sen ?? 0}
            error={form.errorOf("refundApprovalSen")}
            testId="approval-amount"
            onChange={(refundApprovalSen) => form.set({ refundApprovalSen })}
          />
        </Optional>
      ) : (
        <>
          <p>
            {sen === null
              ? t("desk.approval.off")
              : t("desk.approval.above", { amount: format.money(sen, settings.currency) })}
          </p>
          <p className="text-s text-ink-2">{t("desk.approval.ownersOnly")}</p>
        </>
      )}
    </FormCard>
  );
}

interface OptionalProps {
  label: string;
  /** What holds while it is off. */
  off: string;
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}

/** A rule that there may be. */
function Optional({ label, off, on, onChange, children }: OptionalProps) {
  const id = useId();
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p id={id} className="font-medium">
            {label}
          </p>
          {on ? null : <p className="text-s text-ink-2">{off}</p>}
        </div>
        <Switch labelledBy={id} on={on} onChange={onChange} />
      </div>
      {on ? children : null}
    </div>
  );
}
