import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { HourUse } from "../../../api/admin/reports";
import { useStaffI18n } from "../../../i18n/admin/words";
import { useMedia, WIDE } from "../../../ui/useMedia";
import { clock, shareOf, stepOf } from "./heat";
import type { UseMeasure } from "./heat";

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LOOKS = {
  0: "text-ink-2",
  1: "bg-[var(--heat-1)] text-ink",
  2: "bg-[var(--heat-2)] text-ink",
  3: "bg-[var(--heat-3)] text-ink",
  4: "bg-[var(--heat-4)] text-[var(--heat-4-ink)]",
  5: "bg-[var(--heat-5)] text-[var(--heat-5-ink)]",
} as const;

interface Props {
  hours: readonly HourUse[];
  measure: UseMeasure;
  /** The share that has the darkest shade. */
  top: number;
}

/** The hours of the week with their shares in figures and shades. Arrow keys walk; on a phone the hours run down. */
export function HourGrid({ hours, measure, top }: Props) {
  const { t, format } = useStaffI18n();
  const grid = useRef<HTMLTableElement>(null);
  const [[row, column], setAt] = useState<[number, number]>([0, 9]);
  const [told, setTold] = useState("");
  const wide = useMedia(WIDE);
  const rows = wide ? DAYS : HOURS;
  const columns = wide ? HOURS : DAYS;
  const dayName = (day: number) => format.weekday(day);
  const rowName = wide ? dayName : clock;
  const columnName = wide ? (hour: number) => String(hour) : dayName;
  const hourAt = (r: number, c: number) => (wide ? hours[r * 24 + c] : hours[c * 24 + r]);

  function onKeyDown(event: KeyboardEvent) {
    const to = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, columns.length - 1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const r = Math.min(rows.length - 1, Math.max(0, to[0] ?? 0));
    const c = Math.min(columns.length - 1, Math.max(0, to[1] ?? 0));
    grid.current?.querySelector<HTMLElement>(`[data-cell="${r} ${c}"]`)?.focus();
  }

  function words(hour: HourUse): string {
    const when = `${format.weekday(hour.weekday)} ${clock(hour.hour)}`;
    if (hour.bookedPercent === null) return t("desk.reports.hourClosed", { when });
    const booked = format.number(hour.bookedPercent);
    if (hour.occupiedPercent === null) return t("desk.reports.hourBooked", { when, booked });
    return t("desk.reports.hourSeen", { when, booked, stood: format.number(hour.occupiedPercent) });
  }

  // A table that is walked by keyboard is a grid, and its cells take the focus one at a time.
  const at = [Math.min(row, rows.length - 1), Math.min(column, columns.length - 1)];
  return (
    <div>
      <p className="num mb-1.5 min-h-5 text-s font-medium" aria-hidden data-testid="hour-told">
        {told}
      </p>
      <table
        ref={grid}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={t("desk.reports.grid", { what: t(`desk.reports.use.${measure}`) })}
        className="num w-full table-fixed border-separate border-spacing-[2px] text-center text-xs"
        data-testid="hour-grid"
        onKeyDown={onKeyDown}
        onPointerLeave={() => setTold("")}
      >
        <thead>
          <tr>
            <th scope="col" className="w-11 lg:w-12">
              <span className="sr-only">{t("desk.reports.hours.hour")}</span>
            </th>
            {columns.map((one) => (
              <th key={one} scope="col" className="pb-1 font-medium text-ink-2">
                {columnName(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one, r) => (
            <tr key={one}>
              <th scope="row" className="pr-1.5 text-right font-medium text-ink-2">
                {rowName(one)}
              </th>
              {columns.map((other, c) => {
                const hour = hourAt(r, c);
                const share = hour ? shareOf(hour, measure) : null;
                const text = hour ? words(hour) : "";
                return (
                  <td
                    key={other}
                    role="gridcell"
                    tabIndex={r === at[0] && c === at[1] ? 0 : -1}
                    data-cell={`${r} ${c}`}
                    onFocus={() => {
                      setAt([r, c]);
                      setTold(text);
                    }}
                    onPointerEnter={() => setTold(text)}
                    className={`h-8 rounded-[6px] p-0 font-medium lg:h-9 ${LOOKS[share === null ? 0 : stepOf(share, top)]}`}
                  >
                    <span aria-hidden>{share === null ? "–" : Math.round(share)}</span>
                    <span className="sr-only">{text}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
