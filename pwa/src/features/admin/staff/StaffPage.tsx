import { useState } from "react";
import { useStaff } from "../../../api/admin/staff";
import type { StaffMember, Work, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../../../ui/Trouble";
import { Card } from "../Card";
import { SectionHead } from "../SectionHead";
import { GiveRole } from "./GiveRole";
import { TakeBackDialog } from "./TakeBackDialog";

/** Who works on the lot, and as what. */
export default function StaffPage({ lot, work }: { lot: WorkLot; work: Work }) {
  const { t } = useStaffI18n();
  const staff = useStaff(lot.slug);
  const [leaving, setLeaving] = useState<StaffMember | null>(null);
  const mayEverywhere = work.everywhere.includes("manage_staff");
  return (
    <div className="max-w-[72rem]">
      <SectionHead title={t("desk.staff")} text={t("desk.staff.text", { lot: lot.name })} />
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22.25rem] lg:gap-4.5">
        <Card title={t("desk.staff.list")} testId="staff-list">
          {staff.data ? (
            <ul>
              {staff.data.map((member) => (
                <Member
                  key={member.id}
                  member={member}
                  zone={lot.timeZone}
                  onTakeBack={!member.everywhere || mayEverywhere ? () => setLeaving(member) : null}
                />
              ))}
            </ul>
          ) : staff.isError ? (
            <Trouble error={staff.error} onRetry={() => void staff.refetch()} />
          ) : (
            <div className="grid gap-3">
              <Skeleton className="h-14" />
              <Skeleton className="h-14" />
            </div>
          )}
        </Card>
        <GiveRole lot={lot} mayEverywhere={mayEverywhere} />
      </div>
      {leaving ? <TakeBackDialog lot={lot} member={leaving} onClose={() => setLeaving(null)} /> : null}
    </div>
  );
}

interface MemberProps {
  member: StaffMember;
  zone: string;
  /** Null for a role that is not this owner's to take back. */
  onTakeBack: (() => void) | null;
}

function Member({ member, zone, onTakeBack }: MemberProps) {
  const { t, format } = useStaffI18n();
  const role = t(`desk.role.${member.role}`);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line py-3">
      <div className="min-w-0 flex-[1_1_14rem]">
        <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
          <span className="[overflow-wrap:anywhere]">{member.name}</span>
          {member.isYou ? <span className="text-s font-normal text-ink-2">{t("desk.staff.you")}</span> : null}
        </p>
        <p className="text-s [overflow-wrap:anywhere] text-ink-2">{member.email}</p>
      </div>
      <div className="flex flex-[1_1_12rem] flex-wrap items-center gap-x-3 gap-y-1">
        <span className="rounded-full bg-accent-soft px-3 py-1 text-s font-semibold text-accent">{role}</span>
        <span className="num text-s text-ink-2">
          {t(member.everywhere ? "desk.staff.everywhere" : "desk.staff.here")},{" "}
          {t("desk.staff.since", { month: format.month(member.grantedAt, zone) })}
        </span>
      </div>
      {onTakeBack ? (
        <Button
          tone="plain"
          className="-mx-3 sm:mx-0"
          aria-label={t("desk.staff.takeBackFrom", { role, name: member.name })}
          data-testid={`take-back-${member.email}`}
          onClick={onTakeBack}
        >
          {t("desk.staff.takeBack")}
        </Button>
      ) : null}
    </li>
  );
}
