import clsx from "clsx";
import { Minus, TrendingDown, TrendingUp } from "lucide-react";
import { useStaffI18n } from "../../../i18n/admin/words";
import { changeInPercent, MUCH_MORE } from "../live/counts";

interface Props {
  now: number | null;
  before: number | null;
  /** The value before, as it is read. */
  told: string;
  /** Which way is good news; null when neither is. */
  good: "up" | "down" | null;
  /** Both are percents: told as the points between them. */
  points?: boolean;
}

/** Whether it is more or less than before, and what it was: by sign, words and colour. */
export function Change({ now, before, told, good, points = false }: Props) {
  const { t } = useStaffI18n();
  const by = now === null || before === null ? null : points ? now - before : changeInPercent(now, before);
  if (by === null) return before === null ? t("desk.reports.noneBefore") : t("desk.reports.was", { told });
  const count = Math.round(Math.abs(by) * 10) / 10;
  const way = count === 0 ? "same" : by > 0 ? "up" : "down";
  const Icon = { up: TrendingUp, down: TrendingDown, same: Minus }[way];
  return (
    <>
      <span
        className={clsx(
          "font-semibold",
          way !== "same" && good && (way === good ? "text-free-ink" : "text-taken-ink"),
        )}
      >
        <Icon size={15} aria-hidden className="mr-1 inline align-[-2px]" />
        {way === "same"
          ? t(now === before ? "desk.reports.same" : "desk.reports.almost")
          : !points && by > MUCH_MORE
            ? t("desk.reports.muchMore")
            : t(points ? `desk.reports.points.${way}` : `desk.reports.percent.${way}`, { count })}
      </span>{" "}
      <span className="inline-block">{t("desk.reports.was", { told })}</span>
    </>
  );
}
