import { ChevronDown } from "lucide-react";
import { Link } from "wouter";
import type { AuditEntry, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { actorOf } from "./actors";
import { byDay } from "./byDay";
import { tellFacts } from "./facts";
import type { Telling } from "./facts";
import { sentenceOf } from "./kinds";
import { useSpotNames } from "./useSpotNames";

interface Props {
  lot: WorkLot;
  entries: readonly AuditEntry[];
}

/** Entries of the trail under the day on which they were made. */
export function DaysOfEntries({ lot, entries }: Props) {
  const { t, format } = useStaffI18n();
  const spots = useSpotNames(lot.slug);
  const days = byDay(entries, (entry) => format.day(entry.at, lot.timeZone));
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="audit">
      {days.map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className="num mb-2 text-m font-semibold text-ink-2">{day}</h2>
          <ul className="glass rounded-card px-4.5 py-1">
            {ofDay.map((entry) => (
              <li key={entry.id} className="border-b border-line py-2.5 last:border-0">
                <Entry entry={entry} telling={{ t, format, lot, spots }} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Entry({ entry, telling }: { entry: AuditEntry; telling: Telling }) {
  const { t, format, lot } = telling;
  const facts = tellFacts(entry, telling);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-0.5">
      <p className="num min-w-12 pt-px text-m text-ink-2">
        <time dateTime={entry.at}>{format.time(entry.at, lot.timeZone)}</time>
      </p>
      <div className="min-w-0 flex-[1_1_15rem]">
        <p className="font-medium">{sentenceOf(entry.kind, t)}</p>
        <p className="text-s [overflow-wrap:anywhere] text-ink-2">{actorOf(entry, t)}</p>
      </div>
      {entry.booking ? (
        <Link
          href={routes.adminAudit(lot.slug, entry.booking)}
          className="num -my-1.5 flex min-h-11 items-center rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
        >
          {entry.booking}
        </Link>
      ) : null}
      {facts.length === 0 ? null : (
        <details className="group basis-full pl-16">
          <summary className="-ml-2 inline-flex min-h-11 cursor-pointer list-none items-center gap-1 rounded-box px-2 text-s font-medium text-ink-2 hover:text-ink">
            {t("desk.audit.details")}
            <ChevronDown size={15} aria-hidden className="transition-transform group-open:rotate-180" />
          </summary>
          <dl className="num grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pb-2 text-m">
            {facts.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="text-ink-2">{name}</dt>
                <dd className="[overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
