import { useState } from "react";
import { Link } from "wouter";
import type { Proposal } from "../../../api/admin/bookings";
import { useDecideProposal, useProposals } from "../../../api/admin/money";
import type { ProposalStatus } from "../../../api/admin/money";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { useToast } from "../../../ui/toast";
import { Card } from "../Card";
import { moreOf, Rows } from "../Rows";
import { VerbDialog } from "../VerbDialog";

const STATUSES: readonly ProposalStatus[] = ["waiting", "granted", "declined"];

/** Refunds that wait for a second person, and those that were decided. */
export function Approvals({ lot }: { lot: WorkLot }) {
  const { t } = useStaffI18n();
  const [status, setStatus] = useState<ProposalStatus>("waiting");
  const [deciding, setDeciding] = useState<{ proposal: Proposal; agrees: boolean } | null>(null);
  const proposals = useProposals(lot.slug, status);
  return (
    <Card title={t("desk.money.tab.approve")} testId="approvals">
      <div className="max-w-[28rem]">
        <Segmented
          label={t("desk.money.which")}
          value={status}
          onChange={setStatus}
          options={STATUSES.map((value) => ({ value, label: t(`desk.money.${value}`) }))}
        />
      </div>
      <Rows
        rows={proposals.data?.pages.flatMap((page) => page.proposals)}
        of={proposals}
        none={t(status === "waiting" ? "desk.money.approve.none" : "desk.money.decided.none")}
        more={moreOf(proposals, t("desk.money.more"))}
      >
        {(rows) => (
          <ul className="mt-1">
            {rows.map((proposal) => (
              <Row
                key={proposal.id}
                lot={lot}
                proposal={proposal}
                onDecide={(agrees) => setDeciding({ proposal, agrees })}
              />
            ))}
          </ul>
        )}
      </Rows>
      {deciding ? <Decide lot={lot} {...deciding} onClose={() => setDeciding(null)} /> : null}
    </Card>
  );
}

interface RowProps {
  lot: WorkLot;
  proposal: Proposal;
  onDecide: (agrees: boolean) => void;
}

function Row({ lot, proposal, onDecide }: RowProps) {
  const { t, format } = useStaffI18n();
  const at = (moment: string) => format.end(moment, lot.timeZone);
  const named = (name: string | null) => name ?? t("desk.bookings.somebody");
  const isWaiting = proposal.status === "waiting";
  const mayDecide = lot.permissions.includes("approve_money") && !proposal.isYours;
  return (
    <li
      className="num flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-0"
      data-testid={`proposal-${proposal.booking}`}
    >
      <div className="min-w-0 flex-[1_1_18rem]">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <b className="text-l font-bold">{format.money(proposal.amountSen, lot.currency)}</b>{" "}
          <Link
            href={routes.admin(lot.slug, "bookings", proposal.booking)}
            className="inline-flex min-h-11 items-center font-semibold text-accent"
          >
            {proposal.booking}
          </Link>
        </p>
        <p className="[overflow-wrap:anywhere]">{proposal.reason}</p>
        <p className="mt-0.5 text-s text-ink-2">
          {t("desk.money.askedBy", { name: named(proposal.askedBy), time: at(proposal.askedAt) })}
        </p>
        {isWaiting || proposal.decidedAt === null ? null : (
          <p className="text-s [overflow-wrap:anywhere] text-ink-2">
            {proposal.decidedBy === null
              ? t("desk.money.decidedAlone", { time: at(proposal.decidedAt) })
              : t("desk.money.decidedBy", { name: proposal.decidedBy, time: at(proposal.decidedAt) })}
            {proposal.answer ? ` · ${t("desk.money.answer", { answer: proposal.answer })}` : null}
          </p>
        )}
      </div>
      {!isWaiting ? null : mayDecide ? (
        <div className="flex flex-wrap gap-2">
          <Button tone="quiet" data-testid="approve" onClick={() => onDecide(true)}>
            {t("desk.money.approveDo")}
          </Button>
          <Button tone="plain" data-testid="decline" onClick={() => onDecide(false)}>
            {t("desk.money.declineDo")}
          </Button>
        </div>
      ) : (
        <p className="text-s text-ink-2">
          {t(proposal.isYours ? "desk.money.yours" : "desk.money.notYours")}
        </p>
      )}
    </li>
  );
}

interface DecideProps {
  lot: WorkLot;
  proposal: Proposal;
  agrees: boolean;
  onClose: () => void;
}

function Decide({ lot, proposal, agrees, onClose }: DecideProps) {
  const { t, format } = useStaffI18n();
  const decide = useDecideProposal(lot.slug);
  const toast = useToast();
  const [reason, setReason] = useState("");
  const amount = format.money(proposal.amountSen, lot.currency);
  return (
    <VerbDialog
      title={t(agrees ? "desk.money.approveTitle" : "desk.money.declineTitle", { amount })}
      action={t(agrees ? "desk.money.approveDo" : "desk.money.declineDo")}
      tone={agrees ? "primary" : "danger"}
      disabled={!agrees && reason.trim() === ""}
      doing={decide}
      onDo={() =>
        decide.mutate(
          { id: proposal.id, reason: agrees ? null : reason.trim() },
          {
            onSuccess: () => {
              toast.show(agrees ? t("desk.money.approved", { amount }) : t("desk.money.declinedToast"));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
      testId="decide-dialog"
    >
      {agrees ? (
        <p className="[overflow-wrap:anywhere]">
          {t("desk.money.approveText", { reference: proposal.booking, reason: proposal.reason })}
        </p>
      ) : (
        <>
          <p>{t("desk.money.declineText")}</p>
          <Field
            label={t("desk.money.reason")}
            value={reason}
            maxLength={200}
            data-testid="reason"
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      )}
    </VerbDialog>
  );
}
