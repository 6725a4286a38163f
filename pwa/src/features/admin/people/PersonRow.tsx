import { Ban, LockOpen } from "lucide-react";
import { useState } from "react";
import type { FoundPerson } from "../../../api/admin/people";
import type { WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Button } from "../../../ui/Button";
import { Tag } from "../Tag";
import { BlockDialog } from "./BlockDialog";
import type { DataVerb } from "./DataDialogs";
import { DataButtons } from "./DataButtons";

interface Props {
  lot: WorkLot;
  person: FoundPerson;
  onData: (verb: DataVerb) => void;
}

/** Somebody with an account, and what can be done. */
export function PersonRow({ lot, person, onData }: Props) {
  const { t, format } = useStaffI18n();
  const [blocking, setBlocking] = useState(false);
  const isBlocked = person.blockedAt !== null;
  const facts = [
    t(person.emailVerified ? "desk.people.verified" : "desk.people.unverified"),
    t("desk.people.count", { count: person.bookings }),
    t("desk.people.since", { month: format.month(person.createdAt, lot.timeZone) }),
  ];
  return (
    <li className="num border-t border-line py-3.5 first:border-0" data-testid={`person-${person.email}`}>
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="font-semibold [overflow-wrap:anywhere]">
          {person.name || t("desk.people.noName")}
        </span>{" "}
        <span className="[overflow-wrap:anywhere] text-ink-2">{person.email}</span>{" "}
        {isBlocked ? <Tag tone="bad">{t("desk.people.blocked")}</Tag> : null}
      </p>
      <p className="mt-0.5 text-s text-ink-2">{facts.join(" · ")}</p>
      {person.blockedAt ? (
        <p className="mt-1 text-m [overflow-wrap:anywhere]">
          {t("desk.people.blockedBy", {
            day: format.day(person.blockedAt, lot.timeZone),
            name: person.blockedBy ?? t("desk.people.somebody"),
            reason: person.blockReason ?? "",
          })}
        </p>
      ) : null}
      <div className="mt-1.5 -ml-3 flex flex-wrap gap-x-1">
        <Button
          tone="plain"
          icon={isBlocked ? <LockOpen size={17} aria-hidden /> : <Ban size={17} aria-hidden />}
          data-testid={isBlocked ? "unblock" : "block"}
          onClick={() => setBlocking(true)}
        >
          {t(isBlocked ? "desk.people.unblock" : "desk.people.block")}
        </Button>
        <DataButtons
          lot={lot}
          email={person.email}
          subject={{ personId: person.id }}
          name={person.name || person.email}
          onData={onData}
        />
      </div>
      {blocking ? <BlockDialog person={person} onClose={() => setBlocking(false)} /> : null}
    </li>
  );
}
