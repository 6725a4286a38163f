import type { StaffTranslate } from "../../../i18n/admin/words";

/** "1 h 24 min", "2 d 3 h": to be taken in at a glance. */
export function shortTime(minutes: number, t: StaffTranslate): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  return [
    days > 0 ? t("desk.days", { count: days }) : "",
    hours > 0 ? t("desk.hours", { count: hours }) : "",
    days === 0 && (rest > 0 || hours === 0) ? t("desk.minutes", { count: rest }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
