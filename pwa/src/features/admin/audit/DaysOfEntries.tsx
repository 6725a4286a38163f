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
              <li key={entry.id} className="border-b border-line last:border-0">
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
  const { t, lot } = telling;
  const facts = tellFacts(entry, telling);
  if (facts.length === 0 && !entry.booking) return <Line entry={entry} telling={telling} />;
  return (
    <details className="group">
      <summary className="-mx-2 flex cursor-pointer list-none items-center gap-2 rounded-[14px] px-2 hover:bg-accent-soft">
        <Line entry={entry} telling={telling} />
        <ChevronDown
          size={17}
          aria-hidden
          className="shrink-0 text-ink-2 transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="pb-3 pl-16">
        <dl className="num grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-m">
          {facts.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
        {entry.booking ? (
          <Link
            href={routes.adminAudit(lot.slug, entry.booking)}
            className="num -ml-2 inline-flex min-h-11 items-center rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
          >
            {t("desk.audit.storyOf", { reference: entry.booking })}
          </Link>
        ) : null}
      </div>
    </details>
  );
}

/** When, what, who, and on which spot. */
function Line({ entry, telling }: { entry: AuditEntry; telling: Telling }) {
  const { t, format, lot, spots } = telling;
  const about = [
    actorOf(entry, t),
    entry.whom && t("desk.audit.about", { name: entry.whom }),
    spots.get(Number(entry.facts["space_id"])),
    entry.booking,
  ];
  return (
    <span className="flex min-h-13 min-w-0 flex-1 items-center gap-4 py-2">
      <time dateTime={entry.at} className="num w-12 shrink-0 text-m text-ink-2">
        {format.time(entry.at, lot.timeZone)}
      </time>{" "}
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{sentenceOf(entry, t)}</span>{" "}
        <span className="num block text-s [overflow-wrap:anywhere] text-ink-2">
          {about.filter(Boolean).join(" · ")}
        </span>
      </span>
    </span>
  );
}
