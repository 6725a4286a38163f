import { Banknote, CreditCard, QrCode } from "lucide-react";
import { useState } from "react";
import type { SyntheticEvent } from "react";
import { usePayLink, useTakeAtCounter, useWaive } from "../../../api/admin/gate";
import type { ExitFee, WorkLot } from "../../../api/admin/types";
import { isProblem } from "../../../api/problem";
import { useOnline } from "../../../api/reach";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { useTroubleText } from "../../../ui/Trouble";
import { useNow } from "../../../ui/useNow";
import { PayLink } from "./PayLink";

interface Props {
  lot: WorkLot;
  fee: ExitFee;
  /** The server says that nothing is owed any more. */
  isSettled: boolean;
  hasLeft: boolean;
  /** It is to be fixed anew. */
  onAgain: () => void;
}

/** What a stay past its end costs, and the three ways to settle it. */
export function FeeDesk({ lot, fee, isSettled, hasLeft, onAgain }: Props) {
  const { t, format } = useStaffI18n();
  const online = useOnline();
  const troubleText = useTroubleText();
  const counter = useTakeAtCounter(lot.slug);
  const waive = useWaive(lot.slug);
  const link = usePayLink(lot.slug);
  const [way, setWay] = useState<"choose" | "link" | "waive">("choose");
  const now = useNow(10_000);
  const done = waive.data ?? counter.data ?? null;
  const amount = format.money(fee.amountSen, fee.currency);
  const mayWaive = lot.permissions.includes("handle_money");
  const error = counter.error ?? waive.error;
  // It was asked for elsewhere again, or part of it was paid.
  const isChanged = isProblem(error, "exit_fee_changed");
  const isFixed = !isChanged && (hasLeft || now < Date.parse(fee.payBy));
  const busy = counter.isPending || waive.isPending;

  if (done || isSettled)
    return (
      <Notice
        tone="good"
        urgent
        testId="fee-settled"
        title={t(done?.status === "waived" ? "desk.arrivals.sheet.waived" : "desk.arrivals.sheet.paid", {
          amount,
        })}
      >
        {hasLeft
          ? t("desk.arrivals.sheet.settled")
          : t("desk.arrivals.sheet.mayLeave", { time: format.time(fee.payBy, lot.timeZone) })}
      </Notice>
    );
  return (
    <div className="grid grid-cols-1 gap-3">
      <Bill lot={lot} fee={fee} isFixed={isFixed && !hasLeft} />
      {online ? null : <Notice tone="wait">{t("desk.arrivals.sheet.offline")}</Notice>}
      {error ? (
        <Notice tone="bad" urgent testId="fee-problem">
          {troubleText(error)}
        </Notice>
      ) : null}
      {!isFixed ? (
        <Button onClick={onAgain}>{t("desk.arrivals.sheet.quote")}</Button>
      ) : way === "link" ? (
        <PayLink
          lot={lot}
          fee={fee}
          url={link.data?.url}
          error={link.error}
          onBack={() => setWay("choose")}
        />
      ) : way === "waive" ? (
        <Waive
          amount={amount}
          busy={busy}
          onBack={() => setWay("choose")}
          onWaive={(reason) => waive.mutate({ feeId: fee.id, reason })}
        />
      ) : (
        <div className="grid grid-cols-1 gap-2">
          <Button
            icon={<Banknote size={20} aria-hidden />}
            busy={busy}
            disabled={!online}
            data-testid="pay-cash"
            onClick={() => counter.mutate({ feeId: fee.id, tender: "cash" })}
          >
            {t("desk.arrivals.sheet.cash")}
          </Button>
          <Button
            tone="quiet"
            icon={<CreditCard size={19} aria-hidden />}
            busy={busy}
            disabled={!online}
            data-testid="pay-terminal"
            onClick={() => counter.mutate({ feeId: fee.id, tender: "terminal" })}
          >
            {t("desk.arrivals.sheet.terminal")}
          </Button>
          <Button
            tone="quiet"
            icon={<QrCode size={19} aria-hidden />}
            disabled={!online || busy}
            data-testid="pay-link"
            onClick={() => {
              setWay("link");
              link.mutate(fee.id);
            }}
          >
            {t("desk.arrivals.sheet.link")}
          </Button>
          {mayWaive ? (
            <Button
              tone="plain"
              disabled={!online || busy}
              data-testid="waive"
              onClick={() => setWay("waive")}
            >
              {t("desk.arrivals.sheet.waive")}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );
}

function Bill({ lot, fee, isFixed }: { lot: WorkLot; fee: ExitFee; isFixed: boolean }) {
  const { t, format } = useStaffI18n();
  return (
    <div className="num rounded-box border border-line bg-accent-soft p-4">
      <p className="flex items-baseline justify-between gap-3">
        <span className="text-ink-2">{t("desk.arrivals.sheet.total")}</span>
        <b className="text-2xl font-bold tracking-tight" data-testid="fee-total">
          {format.money(fee.amountSen, fee.currency)}
        </b>
      </p>
      <ul className="mt-2 grid gap-1 border-t border-line pt-2 text-m">
        {fee.lines.map((line) => (
          <li key={line.label} className="flex justify-between gap-3">
            <span>{line.label}</span>
            <span className="whitespace-nowrap">{format.money(line.amountSen, fee.currency)}</span>
          </li>
        ))}
      </ul>
      {isFixed ? (
        <p className="mt-2 text-s text-ink-2">
          {t("desk.arrivals.sheet.payBy", { time: format.time(fee.payBy, lot.timeZone) })}
        </p>
      ) : null}
    </div>
  );
}

interface WaiveProps {
  amount: string;
  busy: boolean;
  onBack: () => void;
  onWaive: (reason: string) => void;
}

function Waive({ amount, busy, onBack, onWaive }: WaiveProps) {
  const { t } = useStaffI18n();
  const [reason, setReason] = useState("");
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    onWaive(reason.trim());
  }
  return (
    <form className="grid grid-cols-1 gap-3" onSubmit={submit}>
      <Field
        label={t("desk.arrivals.sheet.reason")}
        hint={t("desk.arrivals.sheet.reasonHint")}
        maxLength={200}
        autoComplete="off"
        value={reason}
        data-testid="waive-reason"
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        type="submit"
        tone="danger"
        busy={busy}
        disabled={reason.trim() === ""}
        data-testid="waive-confirm"
      >
        {t("desk.arrivals.sheet.waiveConfirm", { amount })}
      </Button>
      <Button tone="plain" onClick={onBack}>
        {t("desk.arrivals.sheet.back")}
      </Button>
    </form>
  );
}
