import type { ReactNode } from "react";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { Hours } from "../../lots/lots";

interface Props extends Hours {
  /** Of which day, for those who hear the page. */
  label: string;
  onChange: (hours: Hours) => void;
  children?: ReactNode;
}

/** From when until when; who closes no later than they open closes on the next day. */
export function TimeSpan({ opens, closes, label, onChange, children }: Props) {
  const { t } = useStaffI18n();
  // "10:00 PM" is read whole; a phone opens its clock at a touch anyway, so it needs no sign for that.
  const look =
    "min-h-12 min-w-0 flex-[1_1_7rem] rounded-box border border-edge bg-glass-solid px-2.5 text-[1rem] text-ink sm:flex-[1_1_8.5rem] max-sm:[&::-webkit-calendar-picker-indicator]:hidden";
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        type="time"
        required
        aria-label={t("desk.hours.opens", { day: label })}
        value={opens}
        onChange={(event) => event.target.value && onChange({ opens: event.target.value, closes })}
        className={look}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        required
        aria-label={t("desk.hours.closes", { day: label })}
        // A clock's field has no 24:00; midnight is the same moment.
        value={closes === "24:00" ? "00:00" : closes}
        onChange={(event) => event.target.value && onChange({ opens, closes: event.target.value })}
        className={look}
      />
      {children}
    </div>
  );
}
