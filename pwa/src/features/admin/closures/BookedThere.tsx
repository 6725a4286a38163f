import type { InTheWay } from "../../../api/admin/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import { Plate } from "../../../ui/Plate";

/** The bookings in the way of a closure, and what would become of each. */
export function BookedThere({ bookings, zone }: { bookings: readonly InTheWay[]; zone: string }) {
  const { t, format } = useStaffI18n();
  if (bookings.length === 0)
    return (
      <p role="status" data-testid="nobody-booked" className="text-m">
        {t("desk.closing.nobody")}
      </p>
    );
  return (
    <>
      <ul className="grid grid-cols-1 gap-2" data-testid="booked-there">
        {bookings.map((one) => (
          <li
            key={one.reference}
            className="num grid gap-1 rounded-box border border-line bg-glass-strong px-3.5 py-2.5 text-m"
          >
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Plate number={one.plateNumber} />
              {one.name ? <span className="[overflow-wrap:anywhere]">{one.name}</span> : null}
              <span className="text-ink-2">
                {one.spaceLabel} · {one.reference}
              </span>
            </p>
            <p className="text-s text-ink-2">{format.period(one.startsAt, one.endsAt, zone)}</p>
            <p className={one.goesTo ? "font-semibold text-free-ink" : "font-semibold text-taken-ink"}>
              {one.goesTo
                ? t("desk.closing.goesTo", { spot: `${one.goesTo.areaCode} · ${one.goesTo.label}` })
                : t(one.status === "held" ? "desk.closing.released" : "desk.closing.refund")}
            </p>
            {one.isIn ? <p className="font-semibold text-held-ink">{t("desk.closing.isIn")}</p> : null}
          </li>
        ))}
      </ul>
      <p className="text-s text-ink-2">{t("desk.closing.told")}</p>
    </>
  );
}
