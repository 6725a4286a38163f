import type { Proposal } from "../../../api/admin/bookings";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Tag } from "../Tag";
import type { TagTone } from "../Tag";

export const PROPOSAL_TONES: Record<Proposal["status"], TagTone> = {
  waiting: "wait",
  granted: "good",
  declined: "bad",
};

interface Props {
  proposals: readonly Proposal[];
  currency: string;
  zone: string;
}

/** What staff asked to give back beyond the policy, and what became of it. */
export function Proposals({ proposals, currency, zone }: Props) {
  const { t, format } = useStaffI18n();
  return proposals.map((proposal) => (
    <div
      key={proposal.id}
      className="num border-t border-line py-3 text-m"
      data-testid={`proposal-${proposal.status}`}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1">
          {t("desk.bookings.proposal", {
            amount: format.money(proposal.amountSen, currency),
            name: proposal.askedBy ?? t("desk.bookings.somebody"),
          })}
        </span>{" "}
        <Tag tone={PROPOSAL_TONES[proposal.status]}>{t(`desk.bookings.proposal.${proposal.status}`)}</Tag>
      </p>
      <p className="mt-1 text-s [overflow-wrap:anywhere] text-ink-2">
        {[format.end(proposal.askedAt, zone), proposal.reason, proposal.answer].filter(Boolean).join(" · ")}
      </p>
    </div>
  ));
}
