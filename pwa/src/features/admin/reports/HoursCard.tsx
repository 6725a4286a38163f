import { useState } from "react";
import { reportFile } from "../../../api/admin/reports";
import type { DaySpan, HourUse, Use, UseFilter } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Segmented } from "../../../ui/Segmented";
import { Card } from "../Card";
import { ScrollX } from "../ScrollX";
import { Downloads } from "./Downloads";
import { Unfold } from "../Unfold";
import { clock, scaleTop, shareOf } from "./heat";
import type { UseMeasure } from "./heat";
import { HeatLegend } from "./HeatLegend";
import { HourGrid } from "./HourGrid";

interface Props {
  slug: string;
  days: DaySpan;
  filter: UseFilter;
  use: Use;
}

/** How full each hour of the week is. */
export function HoursCard({ slug, days, filter, use }: Props) {
  const { t } = useStaffI18n();
  const [chosen, setMeasure] = useState<UseMeasure>("booked");
  // Where no gate sees cars, only what was booked can be told.
  const isSeen = use.occupiedPercent !== null;
  const measure = isSeen ? chosen : "booked";
  const top = scaleTop(use.hours.map((hour) => shareOf(hour, measure)));
  return (
    <Card
      title={t("desk.reports.byHour")}
      testId="by-hour"
      action={
        <Downloads
          of={t("desk.reports.byHour")}
          files={[{ kind: "csv", address: reportFile.hours(slug, days, filter) }]}
        />
      }
    >
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-5 gap-y-2.5">
        {isSeen ? (
          <div className="w-full max-w-72">
            <Segmented
              label={t("desk.reports.measure")}
              value={measure}
              onChange={setMeasure}
              options={(["booked", "stood"] as const).map((value) => ({
                value,
                label: t(`desk.reports.use.${value}`),
              }))}
            />
          </div>
        ) : null}
        <HeatLegend top={top} what={t(`desk.reports.use.${measure}`)} />
      </div>
      <HourGrid hours={use.hours} measure={measure} top={top} />
      <Unfold text={t("desk.reports.table")}>
        <HourTable hours={use.hours} />
      </Unfold>
    </Card>
  );
}

function HourTable({ hours }: { hours: readonly HourUse[] }) {
  const { t, format } = useStaffI18n();
  const inHours = (minutes: number | null) =>
    minutes === null ? t("desk.reports.unknown") : format.number(Math.round(minutes / 6) / 10);
  const inPercent = (share: number | null) =>
    share === null ? t("desk.reports.unknown") : t("desk.percent", { percent: share });
  return (
    <ScrollX label={t("desk.reports.tableOf", { what: t("desk.reports.byHour") })}>
      <table className="num w-full text-right text-s whitespace-nowrap" data-testid="table-hours">
        <caption className="sr-only">{t("desk.reports.byHour")}</caption>
        <thead className="text-ink-2">
          <tr>
            {(["hour", "open", "bookedHours", "booked", "stood"] as const).map((name, i) => (
              <th key={name} scope="col" className={`px-2 py-2 font-medium ${i === 0 ? "text-left" : ""}`}>
                {t(`desk.reports.hours.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={`${hour.weekday} ${hour.hour}`} className="border-t border-line">
              <th scope="row" className="px-2 py-1 text-left font-medium">
                {format.weekday(hour.weekday)} {clock(hour.hour)}
              </th>
              <td className="px-2 py-1">{inHours(hour.availableMinutes)}</td>
              <td className="px-2 py-1">{inHours(hour.bookedMinutes)}</td>
              <td className="px-2 py-1">{inPercent(hour.bookedPercent)}</td>
              <td className="px-2 py-1">{inPercent(hour.occupiedPercent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
