import { useState } from "react";
import type { ReactNode } from "react";
import { useAskFee, useLeftOwingOf } from "../../../api/admin/gate";
import type { ExitFee, Inside, Stays, WorkLot } from "../../../api/admin/types";
import { useOnline } from "../../../api/reach";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useToast } from "../../../ui/toast";
import { useTroubleText } from "../../../ui/Trouble";
import { useNow } from "../../../ui/useNow";
import { shortTime } from "../live/shortTime";
import { FeeDesk } from "./FeeDesk";
import { minutesOver } from "./lists";
import { NextDrivers } from "./NextDrivers";
import { OutcomeCard } from "./OutcomeCard";
import { useGate } from "./useGate";
import type { Outcome } from "./useGate";
import { useSettle } from "./useSettle";

interface Props {
  lot: WorkLot;
  by: string;
  stays: Stays;
  /** When the server said what stands in `stays`, by this device's clock. */
  seenAt: number;
  reference: string;
  onClose: () => void;
}

/** One car: since when, until when, what it owes, and how that is settled. */
export function StaySheet({ lot, by, stays, seenAt, reference, onClose }: Props) {
  const { t } = useStaffI18n();
  const stay = stays.inside.find((one) => one.reference === reference) ?? null;
  const isListed = stays.leftOwing.some((one) => one.reference === reference);
  const isCut = stays.leftOwingCount > stays.leftOwing.length;
  // Of those who left owing, the latest are in the lists.
  const older = useLeftOwingOf(lot.slug, reference, stay === null && !isListed && isCut);
  const owing = stays.leftOwing.find((one) => one.reference === reference) ?? older.data ?? null;
  const [asked, setAsked] = useState<{ fee: ExitFee; at: number } | null>(null);
  const known = asked ?? (owing && !stay ? { fee: owing, at: 0 } : null);
  const [kept, setKept] = useState(known);
  if (known && known.fee !== kept?.fee) setKept(known);
  // What was owed is still told when it has just been settled.
  const fee = known ?? kept;
  const owedNow = stay ? stay.owedSen : (owing?.amountSen ?? 0);
  const plate = stay?.plateNumber ?? fee?.fee.plateNumber ?? reference;
  return (
    <Dialog title={t("desk.arrivals.sheet", { plate })} onClose={onClose} testId="stay-sheet">
      <div className="grid grid-cols-1 gap-4">
        {stay ? <StayFacts lot={lot} stay={stay} /> : null}
        {fee ? (
          <FeeDesk
            key={fee.fee.id}
            lot={lot}
            fee={fee.fee}
            isSettled={owedNow === 0 && seenAt > fee.at}
            hasLeft={stay === null}
            onAgain={() => setAsked(null)}
          />
        ) : stay && owedNow > 0 ? (
          <AskFee lot={lot} stay={stay} onAsked={(answer) => setAsked({ fee: answer, at: Date.now() })} />
        ) : older.isLoading ? (
          <Skeleton className="h-24" />
        ) : (
          <p className="text-ink-2">{t(stay ? "desk.arrivals.sheet.nothing" : "desk.arrivals.sheet.gone")}</p>
        )}
        {stay && owedNow === 0 ? (
          <LetOut lot={lot} by={by} stays={stays} reference={reference} onDone={onClose} />
        ) : null}
      </div>
    </Dialog>
  );
}

function StayFacts({ lot, stay }: { lot: WorkLot; stay: Inside }) {
  const { t, format } = useStaffI18n();
  const over = minutesOver(stay, useNow(30_000));
  const zone = lot.timeZone;
  return (
    <div className="grid grid-cols-1 gap-2">
      <dl className="num grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-m">
        <Fact name={t("desk.arrivals.sheet.spot")}>
          {stay.areaCode} · {stay.spaceLabel}
        </Fact>
        <Fact name={t("desk.arrivals.sheet.entered")}>{format.end(stay.enteredAt, zone)}</Fact>
        <Fact name={t("desk.arrivals.sheet.ends")}>{format.end(stay.endsAt, zone)}</Fact>
        {over > 0 ? <Fact name={t("desk.arrivals.sheet.over")}>{shortTime(over, t)}</Fact> : null}
      </dl>
      <p className="text-s [overflow-wrap:anywhere] text-ink-2">
        {[stay.name, stay.reference].filter(Boolean).join(" · ")}
      </p>
      {stay.nextStartsAt ? (
        <Notice tone="wait">
          {t("desk.arrivals.nextAt", { time: format.end(stay.nextStartsAt, zone) })}
        </Notice>
      ) : null}
      <p className="flex flex-wrap text-m text-ink-2">
        <NextDrivers drivers={stay.nextDrivers} />
      </p>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </>
  );
}

/** What it owes grows; to be paid, it is fixed for a while. */
function AskFee({ lot, stay, onAsked }: { lot: WorkLot; stay: Inside; onAsked: (fee: ExitFee) => void }) {
  const { t, format } = useStaffI18n();
  const ask = useAskFee(lot.slug);
  const online = useOnline();
  const troubleText = useTroubleText();
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="flex items-baseline justify-between gap-3">
        <span className="text-ink-2">{t("desk.arrivals.sheet.owesNow")}</span>
        <b className="num text-2xl font-bold tracking-tight" data-testid="owes-now">
          {format.money(stay.owedSen, lot.currency)}
        </b>
      </p>
      {online ? null : <Notice tone="wait">{t("desk.arrivals.sheet.offline")}</Notice>}
      {ask.error ? (
        <Notice tone="bad" urgent>
          {troubleText(ask.error)}
        </Notice>
      ) : null}
      <Button
        busy={ask.isPending}
        disabled={!online}
        data-testid="ask-fee"
        onClick={() => ask.mutate(stay.sessionId, { onSuccess: onAsked })}
      >
        {t("desk.arrivals.sheet.quote")}
      </Button>
    </div>
  );
}

interface LetOutProps {
  lot: WorkLot;
  by: string;
  stays: Stays;
  reference: string;
  onDone: () => void;
}

function LetOut({ lot, by, stays, reference, onDone }: LetOutProps) {
  const { t } = useStaffI18n();
  const gate = useGate(lot, by, stays);
  const toast = useToast();
  const [refused, setRefused] = useState<Outcome | null>(null);
  const { busy, settle } = useSettle((told) => {
    if (told.kind === "refused") {
      setRefused(told);
      return;
    }
    toast.show(t("desk.arrivals.sheet.isOut", { plate: told.guest.plate ?? reference }));
    onDone();
  });
  const letOut = () => settle(gate.present("out", { reference }));

  return refused ? (
    <OutcomeCard
      lot={lot}
      rules={stays.rules}
      outcome={refused}
      busy={busy}
      onTake={() => setRefused(null)}
      onInsist={() => settle(gate.insist(refused))}
      onChoose={letOut}
    />
  ) : (
    <Button tone="quiet" busy={busy} onClick={letOut} data-testid="let-out">
      {t("desk.arrivals.sheet.letOut")}
    </Button>
  );
}
