import type { ReactNode } from "react";
import type { Use } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Figure } from "../Figure";
import { shortTime as shortTimeIn } from "../live/shortTime";
import { Change } from "./Change";

interface Props {
  use: Use;
  /** The days before; undefined while they are counted. */
  before: Use | undefined;
}

/** How full, how long, how often; beside the days before. */
export function UseFigures({ use, before }: Props) {
  const { t, format } = useStaffI18n();
  const shortTime = (minutes: number) => shortTimeIn(minutes, t);
  const percent = (value: number) => t("desk.percent", { percent: value });
  const { stays } = use;
  const was = before?.stays;
  const seen = stays.averageStayMinutes !== null || stays.noShows !== null;

  function figure(
    name: Name,
    now: number | null,
    then: number | null | undefined,
    tell: (value: number) => string,
    rest: { good: "up" | "down" | null; points?: boolean; more?: ReactNode },
  ) {
    return (
      <Figure
        name={name}
        label={t(nameOf(name))}
        value={now === null ? t("desk.reports.unknown") : tell(now)}
        note={
          now === null ? (
            t(seen ? "desk.reports.nothing" : "desk.reports.notSeen")
          ) : (
            <>
              {rest.more}
              {then === undefined ? null : (
                <Change
                  now={now}
                  before={then}
                  told={then === null ? "" : tell(then)}
                  good={rest.good}
                  points={rest.points ?? false}
                />
              )}
            </>
          )
        }
      />
    );
  }

  return (
    <dl
      className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.5rem),1fr))] gap-3.5 xl:grid-cols-4"
      data-testid="use-figures"
    >
      {figure("booked", use.bookedPercent, before?.bookedPercent, percent, { good: "up", points: true })}
      {figure("stood", use.occupiedPercent, before?.occupiedPercent, percent, { good: "up", points: true })}
      {figure("turnover", stays.turnover, was?.turnover, format.number, {
        good: "up",
        more: <More text={t("desk.reports.stays", { count: stays.stays })} />,
      })}
      {figure("averageStay", stays.averageStayMinutes, was?.averageStayMinutes, shortTime, { good: null })}
      {figure("averageBooked", stays.averageBookedMinutes, was?.averageBookedMinutes, shortTime, {
        good: null,
      })}
      {figure("noShows", stays.noShowPercent, was?.noShowPercent, percent, {
        good: "down",
        points: true,
        more: <More text={t("desk.reports.noShowCount", { count: stays.noShows ?? 0 })} />,
      })}
      {figure("overstays", stays.overstays, was?.overstays, format.number, {
        good: "down",
        more: <More text={t("desk.reports.inAll", { time: shortTime(stays.overstayedMinutes ?? 0) })} />,
      })}
      {figure("extensions", stays.extensions, was?.extensions, format.number, {
        good: "up",
        more: <More text={t("desk.reports.inAll", { time: shortTime(stays.extendedMinutes) })} />,
      })}
    </dl>
  );
}

function More({ text }: { text: string }) {
  return <span className="block">{text}</span>;
}

type Name =
  "booked" | "stood" | "turnover" | "averageStay" | "averageBooked" | "noShows" | "overstays" | "extensions";

function nameOf(name: Name) {
  return `desk.reports.use.${name}` as const;
}
