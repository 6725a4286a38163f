import { FileText } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { ComponentProps } from "react";
import { receiptPdfUrl, useMailPreview, useReceiptPreview } from "../../../api/admin/settings";
import type { Settings } from "../../../api/admin/settings";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { PlainStaffKey } from "../../../i18n/admin/words";
import { ButtonAnchor } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { SelectField } from "../../../ui/SelectField";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { Card } from "../Card";
import { FormCard } from "./FormCard";
import { languageName } from "./tellSetting";
import { useSettingsForm } from "./useSettingsForm";

/** Who stands on receipts. */
export function ReceiptHeadCard({ settings }: { settings: Settings }) {
  const { t } = useStaffI18n();
  const form = useSettingsForm(settings);
  const { values, set, errorOf } = form;
  return (
    <FormCard title={t("desk.receipt.title")} text={t("desk.receipt.text")} form={form} testId="receipt-head">
      <Field
        label={t("desk.setting.operatorName")}
        name="operatorName"
        maxLength={120}
        required
        value={values.operatorName}
        error={errorOf("operatorName")}
        onChange={(event) => set({ operatorName: event.target.value })}
      />
      <Field
        label={t("desk.setting.companyRegistration")}
        hint={t("desk.receipt.companyHint")}
        name="companyRegistration"
        maxLength={40}
        value={values.companyRegistration}
        error={errorOf("companyRegistration")}
        onChange={(event) => set({ companyRegistration: event.target.value })}
      />
      <Field
        label={t("desk.setting.taxRegistration")}
        hint={t("desk.receipt.taxHint")}
        name="taxRegistration"
        maxLength={40}
        value={values.taxRegistration}
        error={errorOf("taxRegistration")}
        onChange={(event) => set({ taxRegistration: event.target.value })}
      />
      <Field
        label={t("desk.setting.operatorAddress")}
        name="operatorAddress"
        maxLength={200}
        value={values.operatorAddress}
        error={errorOf("operatorAddress")}
        onChange={(event) => set({ operatorAddress: event.target.value })}
      />
    </FormCard>
  );
}

function LanguageChoice({ settings, value, onChange }: LanguageProps) {
  const { t } = useStaffI18n();
  return (
    <Segmented
      label={t("preferences.language")}
      value={value}
      onChange={onChange}
      options={settings.languages.map((code) => ({ value: code, label: languageName(code) }))}
    />
  );
}

interface LanguageProps {
  settings: Settings;
  value: string;
  onChange: (language: string) => void;
}

/** The receipt as it stands with what is saved. */
export function ReceiptPreviewCard({ settings }: { settings: Settings }) {
  const { t, language: spoken } = useStaffI18n();
  const [language, setLanguage] = useState<string>(spoken);
  const preview = useReceiptPreview(settings.slug);
  const shown = preview.data?.receipts.find((one) => one.language === language);
  return (
    <Card title={t("desk.receipt.preview")} testId="receipt-preview">
      <div className="grid gap-3">
        <p className="-mt-1.5 text-m text-ink-2">{t("desk.receipt.previewText")}</p>
        <LanguageChoice settings={settings} value={language} onChange={setLanguage} />
        {preview.isError ? (
          <Trouble error={preview.error} onRetry={() => void preview.refetch()} />
        ) : shown ? (
          <Sheet html={shown.html} title={t("desk.receipt.preview")} testId="receipt-page" />
        ) : (
          <Skeleton className="h-[30rem]" />
        )}
        <ButtonAnchor
          tone="quiet"
          href={receiptPdfUrl(settings.slug)}
          target="_blank"
          rel="noopener"
          icon={<FileText size={18} aria-hidden />}
        >
          {t("desk.receipt.pdf")}
        </ButtonAnchor>
      </div>
    </Card>
  );
}

const MAIL_KINDS: Readonly<Record<string, PlainStaffKey>> = {
  booking_confirmed: "desk.mail.booking_confirmed",
  ending_soon: "desk.mail.ending_soon",
  booking_extended: "desk.mail.booking_extended",
  booking_moved: "desk.mail.booking_moved",
  booking_cancelled: "desk.mail.booking_cancelled",
  refund_succeeded: "desk.mail.refund_succeeded",
  booking_displaced: "desk.mail.booking_displaced",
  overstay_owed: "desk.mail.overstay_owed",
  exit_fee_paid: "desk.mail.exit_fee_paid",
  no_show: "desk.mail.no_show",
};

/** What drivers are sent, kind by kind, about a booking that nobody made. */
export function MailPreviewCard({ settings }: { settings: Settings }) {
  const { t, language: spoken } = useStaffI18n();
  const [kind, setKind] = useState("booking_confirmed");
  const [language, setLanguage] = useState<string>(spoken);
  const preview = useMailPreview(settings.slug, kind);
  const mail = preview.data?.mails.find((one) => one.language === language);
  const kinds = preview.data?.kinds ?? Object.keys(MAIL_KINDS);
  return (
    <Card title={t("desk.mail.title")} testId="mail-preview">
      <div className="grid gap-3">
        <p className="-mt-1.5 text-m text-ink-2">{t("desk.mail.text")}</p>
        <SelectField
          label={t("desk.mail.kind")}
          value={kind}
          testId="mail-kind"
          onChange={setKind}
          options={kinds.map((one) => ({ value: one, label: mailKindName(one, t) }))}
        />
        <LanguageChoice settings={settings} value={language} onChange={setLanguage} />
        {preview.isError ? (
          <Trouble error={preview.error} onRetry={() => void preview.refetch()} />
        ) : mail ? (
          <>
            <p className="text-m">
              <span className="text-ink-2">{t("desk.mail.subject")}</span>{" "}
              <b className="font-semibold" data-testid="mail-subject">
                {mail.subject}
              </b>
            </p>
            <Page
              html={mail.html}
              title={mail.subject}
              testId="mail-page"
              className="h-[34rem] w-full rounded-box border border-line bg-white"
            />
          </>
        ) : (
          <Skeleton className="h-[30rem]" />
        )}
      </div>
    </Card>
  );
}

function mailKindName(kind: string, t: ReturnType<typeof useStaffI18n>["t"]): string {
  const key = MAIL_KINDS[kind];
  return key ? t(key) : kind.replaceAll("_", " ");
}

interface PageProps {
  html: string;
  title: string;
  testId: string;
}

/** A page of the server's that may do nothing here: no script, no form, no way out. */
function Page({
  html,
  title,
  testId,
  ...look
}: PageProps & Pick<ComponentProps<"iframe">, "className" | "style">) {
  return <iframe sandbox="" srcDoc={html} title={title} data-testid={testId} {...look} />;
}

const SHEET = { width: 720, height: 1010 };

/** A sheet of paper, whole, as small as it has to be. */
function Sheet(page: PageProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(SHEET.width);
  useLayoutEffect(() => {
    if (!holder.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(holder.current);
    return () => observer.disconnect();
  }, []);
  const scale = width / SHEET.width;
  return (
    <div
      ref={holder}
      className="overflow-hidden rounded-box border border-line bg-white"
      style={{ height: SHEET.height * scale }}
    >
      <Page
        {...page}
        className="origin-top-left bg-white"
        style={{ ...SHEET, transform: `scale(${scale})` }}
      />
    </div>
  );
}
