import { useState } from "react";
import { Link } from "wouter";
import { useManualRefunds, useRecordRefund } from "../../../api/admin/money";
import type { ManualRefund } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { useToast } from "../../../ui/toast";
import { causeWord } from "../bookings/moneyWords";
import { Card } from "../Card";
import { FactList } from "../FactList";
import { Rows } from "../Rows";
import { VerbDialog } from "../VerbDialog";

/** Refunds that staff make themselves. */
export function ByHand({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const refunds = useManualRefunds(lot.slug);
  const [recording, setRecording] = useState<ManualRefund | null>(null);
  return (
    <Card title={t("desk.money.tab.byhand")} testId="by-hand">
      <Rows rows={refunds.data} of={refunds} none={t("desk.money.byhand.none")}>
        {(rows) => (
          <ul>
            {rows.map((one) => (
              <Row key={one.refund.id} lot={lot} one={one} onRecord={() => setRecording(one)} />
            ))}
          </ul>
        )}
      </Rows>
      {recording ? <Record lot={lot} one={recording} onClose={() => setRecording(null)} /> : null}
    </Card>
  );
}

function Row({ lot, one, onRecord }: { lot: WorkLot; one: ManualRefund; onRecord: () => void }) {
  const { t, format } = useStaffI18n();
  const { refund } = one;
  return (
    <li
      className="num flex flex-wrap items-end gap-x-6 gap-y-2 border-t border-line py-3 first:border-0"
      data-testid={`manual-${one.booking}`}
    >
      <div className="min-w-0 flex-[1_1_18rem]">
        <p className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
          <b className="text-l font-bold">{format.money(refund.amountSen, lot.currency)}</b>{" "}
          <Link
            href={routes.admin(lot.slug, "bookings", one.booking)}
            className="inline-flex min-h-11 items-center font-semibold text-accent"
          >
            {one.booking}
          </Link>{" "}
          <span className="text-m">
            {t(one.paidBy === "counter" ? "desk.money.atCounter" : "desk.money.inPortal")}
          </span>
        </p>
        <FactList
          facts={[
            { name: t("desk.money.because"), value: causeWord(refund.cause, t) },
            { name: t("desk.money.order"), value: one.orderId },
            { name: t("desk.money.transaction"), value: one.transactionRef },
            { name: t("desk.money.since"), value: format.end(refund.createdAt, lot.timeZone) },
            { name: t("desk.money.lastError"), value: refund.lastError },
          ]}
        />
      </div>
      <Button tone="quiet" data-testid="record" onClick={onRecord}>
        {t("desk.money.record")}
      </Button>
    </li>
  );
}

function Record({ lot, one, onClose }: { lot: WorkLot; one: ManualRefund; onClose: () => void }) {
  const { t, format } = useStaffI18n();
  const record = useRecordRefund(lot.slug);
  const toast = useToast();
  const [reference, setReference] = useState("");
  return (
    <VerbDialog
      title={t("desk.money.recordTitle", { amount: format.money(one.refund.amountSen, lot.currency) })}
      action={t("desk.money.recordDo")}
      disabled={reference.trim() === ""}
      doing={record}
      onDo={() =>
        record.mutate(
          { id: one.refund.id, reference: reference.trim() },
          {
            onSuccess: () => {
              toast.show(t("desk.money.recorded"));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="record-dialog"
    >
      <p className="num">{t("desk.money.recordText", { reference: one.booking })}</p>
      <Field
        label={t(one.paidBy === "counter" ? "desk.money.counterReference" : "desk.money.portalReference")}
        value={reference}
        maxLength={64}
        autoComplete="off"
        data-testid="refund-reference"
        onChange={(event) => setReference(event.target.value)}
      />
    </VerbDialog>
  );
}
