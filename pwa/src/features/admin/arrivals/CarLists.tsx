import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLeftOwing } from "../../../api/admin/gate";
import type { Arrival, Inside, LeftOwing, NoShow, Stays, WorkLot } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { routes } from "../../../routes";
import { Chip } from "../../../ui/Chip";
import { Field } from "../../../ui/Field";
import { Plate } from "../../../ui/Plate";
import { useNow } from "../../../ui/useNow";
import { Card } from "../Card";
import { CutNote } from "../CutNote";
import { shortTime } from "../live/shortTime";
import { moreOf, MoreRows } from "../Rows";
import { countsOf, isMeant, lateOf, LISTS, minutesOver } from "./lists";
import type { ListName } from "./lists";
import { NextDrivers } from "./NextDrivers";

/** A list is searched from so many rows on. */
const MANY = 6;

/** Who stays too long, who is expected, who is in, who left owing, and who did not come. */
export function CarLists({ lot, stays }: { lot: WorkLot; stays: Stays }) {
  const { t, format } = useStaffI18n();
  const now = useNow(30_000);
  const counts = countsOf(stays, now);
  const [chosen, setChosen] = useState<ListName | null>(null);
  const [typed, setTyped] = useState("");
  const list = chosen ?? (counts.late > 0 ? "late" : "expected");
  const isCut = stays.leftOwingCount > stays.leftOwing.length;
  const pages = useLeftOwing(lot.slug, isCut && list === "owing");
  const owing = (isCut && pages.data?.pages.flatMap((page) => page.fees)) || stays.leftOwing;
  const more = list === "owing" && isCut ? moreOf(pages, t("past.more")) : null;
  const rows = rowsOf(list, lot, { ...stays, leftOwing: owing }, now).filter(({ row }) =>
    isMeant(row, typed),
  );
  return (
    <Card title={t("desk.arrivals.lists")} testId="car-lists">
      <div role="group" aria-label={t("desk.arrivals.lists")} className="flex flex-wrap gap-2">
        {LISTS.map((name) => (
          <Chip
            key={name}
            pressed={name === list}
            onClick={() => {
              setChosen(name);
              setTyped("");
            }}
          >
            {t(`desk.arrivals.${name}`)} <span className="num">{format.number(counts[name])}</span>
          </Chip>
        ))}
      </div>
      {counts[list] > MANY ? (
        <Field
          className="mt-3"
          label={t("desk.arrivals.search")}
          placeholder={t("desk.arrivals.searchHint")}
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      {list === "expected" ? (
        <p className="mt-3 text-s text-ink-2">{t("desk.arrivals.expectedRule")}</p>
      ) : null}
      {list === "noShows" ? (
        <p className="mt-3 text-s text-ink-2">
          {stays.rules.noShowMinutes === null
            ? t("desk.arrivals.noShowNever")
            : t("desk.arrivals.noShowRule", { minutes: stays.rules.noShowMinutes })}
        </p>
      ) : null}
      <ul className="mt-3" data-testid={`list-${list}`}>
        {rows.map(({ row, shown }) => (
          <li key={`${list} ${row.reference}`} className="border-t border-line">
            {shown}
          </li>
        ))}
      </ul>
      {list === "owing" ? <CutNote order="newest" shown={owing.length} count={stays.leftOwingCount} /> : null}
      {more ? <MoreRows {...more} /> : null}
      {rows.length === 0 ? (
        <p role="status" className="py-4 text-m text-ink-2">
          {t(counts[list] > 0 ? "desk.arrivals.none.search" : `desk.arrivals.none.${list}`)}
        </p>
      ) : null}
    </Card>
  );
}

type Row = Inside | Arrival | NoShow | LeftOwing;

function rowsOf(list: ListName, lot: WorkLot, stays: Stays, now: number): { row: Row; shown: ReactNode }[] {
  switch (list) {
    case "late":
      return lateOf(stays, now).map((row) => ({ row, shown: <Late lot={lot} stay={row} now={now} /> }));
    case "expected":
      return stays.expected.map((row) => ({ row, shown: <Coming lot={lot} arrival={row} now={now} /> }));
    case "inside":
      return stays.inside.map((row) => ({ row, shown: <In lot={lot} stay={row} /> }));
    case "owing":
      return stays.leftOwing.map((row) => ({ row, shown: <Owing lot={lot} fee={row} /> }));
    case "noShows":
      return stays.noShows.map((row) => ({ row, shown: <Absent lot={lot} guest={row} /> }));
  }
}

function Late({ lot, stay, now }: { lot: WorkLot; stay: Inside; now: number }) {
  const { t, format } = useStaffI18n();
  return (
    <Line to={routes.admin(lot.slug, "arrivals", stay.reference)} row={stay}>
      <span className="min-w-0">
        <span className="flex flex-wrap gap-x-3">
          <span className="font-medium text-taken-ink">
            {t("desk.over", { time: shortTime(minutesOver(stay, now), t) })}
          </span>
          {stay.nextStartsAt ? (
            <span>{t("desk.nextAt", { time: format.end(stay.nextStartsAt, lot.timeZone) })}</span>
          ) : null}
        </span>
        <NextDrivers drivers={stay.nextDrivers} />
      </span>
      <b className="text-base font-bold whitespace-nowrap text-ink">
        {format.money(stay.owedSen, lot.currency)}
      </b>
    </Line>
  );
}

function Coming({ lot, arrival, now }: { lot: WorkLot; arrival: Arrival; now: number }) {
  const { t, format } = useStaffI18n();
  const time = format.end(arrival.startsAt, lot.timeZone);
  return (
    <Line row={arrival}>
      <span className="flex flex-wrap gap-x-3">
        <span>
          {t(Date.parse(arrival.startsAt) < now ? "desk.arrivals.wasDue" : "desk.arrivals.due", { time })}
        </span>
        {arrival.spotIsTaken ? (
          <span className="font-semibold text-taken-ink">{t("desk.arrivals.spotTaken")}</span>
        ) : null}
      </span>
    </Line>
  );
}

function In({ lot, stay }: { lot: WorkLot; stay: Inside }) {
  const { t, format } = useStaffI18n();
  return (
    <Line to={routes.admin(lot.slug, "arrivals", stay.reference)} row={stay}>
      <span className="flex flex-wrap gap-x-3">
        <span>{t("desk.arrivals.since", { time: format.end(stay.enteredAt, lot.timeZone) })}</span>
        <span>{t("desk.arrivals.until", { time: format.end(stay.endsAt, lot.timeZone) })}</span>
      </span>
    </Line>
  );
}

function Owing({ lot, fee }: { lot: WorkLot; fee: LeftOwing }) {
  const { t, format } = useStaffI18n();
  return (
    <Line to={routes.admin(lot.slug, "arrivals", fee.reference)} row={fee}>
      <span>{t("desk.arrivals.left", { time: format.end(fee.leftAt, lot.timeZone) })}</span>
      <b className="text-base font-bold whitespace-nowrap text-ink">
        {format.money(fee.amountSen, fee.currency)}
      </b>
    </Line>
  );
}

function Absent({ lot, guest }: { lot: WorkLot; guest: NoShow }) {
  const { t, format } = useStaffI18n();
  return (
    <Line row={guest}>
      <span className="flex flex-wrap gap-x-3">
        <span>{t("desk.arrivals.wasDue", { time: format.end(guest.startsAt, lot.timeZone) })}</span>
        <span>{t("desk.arrivals.givenUp", { time: format.end(guest.givenUpAt, lot.timeZone) })}</span>
      </span>
    </Line>
  );
}

interface LineProps {
  row: {
    plateNumber: string;
    reference: string;
    name?: string | null;
    areaCode?: string;
    spaceLabel?: string;
  };
  /** Its sheet, where there is one. */
  to?: string;
  children: ReactNode;
}

/** A car: its plate, its spot and driver, and what matters of it in this list. */
function Line({ row, to, children }: LineProps) {
  const body = (
    <>
      <span className="w-26 shrink-0">
        <Plate number={row.plateNumber} />
      </span>{" "}
      <span className="flex min-w-0 flex-[1_1_8rem] flex-wrap gap-x-2.5 font-medium">
        {row.spaceLabel ? (
          <span>
            {row.areaCode} · {row.spaceLabel}
          </span>
        ) : null}
        {row.name ? (
          <span className="font-normal [overflow-wrap:anywhere] text-ink-2">{row.name}</span>
        ) : null}
        <span className="font-normal text-ink-2">{row.reference}</span>
      </span>{" "}
      <span className="flex min-w-0 flex-[1_1_12rem] items-center justify-between gap-x-3 text-s text-ink-2">
        {children}
      </span>
    </>
  );
  const look = "num flex min-h-14 flex-wrap items-center gap-x-3 gap-y-0.5 py-2";
  return to ? (
    <Link
      href={to}
      data-testid={`car-${row.reference}`}
      className={`${look} -mx-2 rounded-[14px] px-2 hover:bg-accent-soft`}
    >
      {body}
    </Link>
  ) : (
    <div data-testid={`car-${row.reference}`} className={look}>
      {body}
    </div>
  );
}
