import { RotateCcw } from "lucide-react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { ButtonLink } from "../../ui/Button";
import { useAgain } from "./useAgain";

/** The way to the same spot and hours once more, and when that would be. */
export function BookAgain({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const { href, period } = useAgain(booking);
  return (
    <div className="grid gap-2 text-center">
      <ButtonLink href={href} icon={<RotateCcw size={17} aria-hidden />} testId="book-again">
        {t("again.button")}
      </ButtonLink>
      {period ? (
        <p className="num text-s text-ink-2">
          {t("again.when", { period: format.period(period.from, period.to, booking.lot.timeZone) })}
        </p>
      ) : null}
    </div>
  );
}
