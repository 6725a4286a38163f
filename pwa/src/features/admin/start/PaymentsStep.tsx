import { CircleAlert, CircleCheck, Copy } from "lucide-react";
import type { LotSetup, PaymentsSetup } from "../../../api/admin/setup";
import { useStaffI18n } from "../../../i18n/admin/words";
import { RoundButton } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Card } from "../Card";
import { useCopy } from "../useCopy";
import { Onward } from "./Onward";

/** How money comes in: what this installation was told, and what is left to set. */
export function PaymentsStep({ setup, payments }: { setup: LotSetup; payments: PaymentsSetup }) {
  const { t } = useStaffI18n();
  const { isSandbox } = payments;
  return (
    <>
      <Notice
        tone={isSandbox ? "wait" : "good"}
        className="mb-4"
        testId="gateway"
        title={t(isSandbox ? "desk.start.sandbox" : "desk.start.realMoney")}
      >
        {t(isSandbox ? "desk.start.sandboxText" : "desk.start.realMoneyText")}
      </Notice>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card title={t("desk.start.checks")} testId="checks">
          <ul className="grid gap-3.5">
            <Check
              ok={!isSandbox}
              text={t(isSandbox ? "desk.start.urlSandbox" : "desk.start.urlReal")}
              setting="RINGGITPAY_PAYMENT_URL"
            />
            <Check
              ok={payments.refundsByItself}
              text={t(payments.refundsByItself ? "desk.start.refundsSent" : "desk.start.refundsByHand")}
              setting="RINGGITPAY_REFUND_URL"
            />
            <Check
              ok={payments.checksCallbacks}
              text={t(payments.checksCallbacks ? "desk.start.callbacksSafe" : "desk.start.callbacksOpen")}
              setting="RINGGITPAY_API_KEY"
            />
            <Check
              ok={payments.sendsMail}
              text={t(payments.sendsMail ? "desk.start.mailSent" : "desk.start.mailKept")}
              setting="SMTP_URL"
            />
          </ul>
          <p className="mt-4 text-s text-ink-2">{t("desk.start.whoSets")}</p>
        </Card>
        <Card title={t("desk.start.portal")} testId="portal">
          <p className="-mt-1.5 mb-3 text-m text-ink-2">{t("desk.start.portalText")}</p>
          <Address name={t("desk.start.callback")} address={payments.callbackUrl} />
          <Address name={t("desk.start.return")} address={payments.returnUrl} />
          <p className="mt-4 text-m">{t("desk.start.counter")}</p>
        </Card>
      </div>
      <Onward step="payments" setup={setup} />
    </>
  );
}

function Check({ ok, text, setting }: { ok: boolean; text: string; setting: string }) {
  const { t } = useStaffI18n();
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <li className="flex gap-3">
      <Icon
        size={20}
        role="img"
        aria-label={t(ok ? "desk.start.ok" : "desk.start.look")}
        className={ok ? "mt-px shrink-0 text-free-ink" : "mt-px shrink-0 text-held-ink"}
      />
      <span className="min-w-0">
        {text} <code className="text-s [overflow-wrap:anywhere] text-ink-2">{setting}</code>
      </span>
    </li>
  );
}

function Address({ name, address }: { name: string; address: string }) {
  const { t } = useStaffI18n();
  const copy = useCopy();
  return (
    <div className="flex items-center gap-2 border-t border-line py-2 first:border-0">
      <div className="min-w-0 flex-1">
        <p className="text-s text-ink-2">{name}</p>
        <code className="text-m [overflow-wrap:anywhere]">{address}</code>
      </div>
      <RoundButton
        label={t("desk.start.copy", { what: name })}
        onClick={() => void copy(address, t("desk.start.copied"))}
      >
        <Copy size={17} aria-hidden />
      </RoundButton>
    </div>
  );
}
