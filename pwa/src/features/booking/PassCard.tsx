import { lazy, Suspense } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { readablePlate } from "../../lib/plate";
import { Skeleton } from "../../ui/Skeleton";

const PassCode = lazy(() => import("./PassCode"));

/** What the gate reads. Dark on white in both themes, or a scanner would not see it. */
export function PassCard({ booking }: { booking: Booking }) {
  const { t } = useI18n();
  return (
    <section
      className="glass flex flex-wrap items-center gap-5 rounded-card p-5"
      aria-label={t("pass.title")}
      data-testid="pass"
    >
      <div className="mx-auto aspect-square w-44 max-w-full rounded-box bg-white p-1 sm:mx-0">
        <Suspense fallback={<Skeleton className="size-full" />}>
          <PassCode text={booking.pass ?? ""} label={t("pass.alt", { reference: booking.reference })} />
        </Suspense>
      </div>
      <div className="min-w-0 flex-[1_1_10rem] text-center sm:text-left">
        <h2 className="text-l font-semibold">{t("pass.title")}</h2>
        <p className="mt-1 text-m text-ink-2">{t("pass.text")}</p>
        <p className="num mt-3 font-plate text-l font-bold tracking-wide">{booking.reference}</p>
        <p className="text-s text-ink-2">{readablePlate(booking.plateNumber)}</p>
      </div>
    </section>
  );
}
