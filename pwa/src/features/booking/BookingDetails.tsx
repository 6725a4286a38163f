import { MapPinned, Navigation } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { Button, ButtonLink } from "../../ui/Button";
import { Plate } from "../../ui/Plate";
import { SpotSign } from "../../ui/SpotSign";
import { vehicleName } from "../vehicles/vehicleName";
import { DirectionsDialog } from "./DirectionsDialog";
import { stageOf } from "./lifecycle";
import { ReceiptLink } from "./ReceiptLink";

/** Where, when, for which car; and the ways to the car park and to the receipt. */
export function BookingDetails({ booking }: { booking: Booking }) {
  const { t, format } = useI18n();
  const [directing, setDirecting] = useState(false);
  const stage = stageOf(booking);
  const zone = booking.lot.timeZone;
  return (
    <>
      <section className="glass rounded-card p-5" aria-label={t("booking.details")}>
        <div className="flex items-center gap-3.5">
          <span className="grid min-h-14 min-w-14 shrink-0 place-items-center rounded-box bg-mine px-2 text-xl font-bold text-mine-ink">
            {booking.space.label}
          </span>
          <div className="min-w-0 flex-1">
            <h2 className="text-l leading-tight font-semibold">{booking.lot.name}</h2>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-s text-ink-2">
              {booking.area.name} · <SpotSign type={booking.space.type} size={13} />
              {t(`type.${booking.space.type}`)}
            </p>
          </div>
        </div>
        <dl className="mt-4 grid gap-3 border-t border-line pt-4">
          <Fact label={t("booking.when")}>
            <span className="num font-semibold">{format.period(booking.startsAt, booking.endsAt, zone)}</span>
          </Fact>
          <Fact label={t("booking.car")}>
            <span className="flex flex-wrap items-center justify-end gap-2">
              {booking.vehicle ? (
                <span className="text-s text-ink-2">{vehicleName(booking.vehicle)}</span>
              ) : null}
              <Plate number={booking.plateNumber} />
            </span>
          </Fact>
          <Fact label={t("booking.address")}>{booking.lot.address}</Fact>
        </dl>
        {stage === "confirmed" || stage === "held" ? (
          <div className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2.5">
            <Button
              tone="quiet"
              icon={<Navigation size={17} aria-hidden />}
              onClick={() => setDirecting(true)}
              data-testid="directions"
            >
              {t("booking.directions")}
            </Button>
            {booking.receiptNumber ? (
              <ReceiptLink booking={booking} tone="quiet" />
            ) : (
              <ButtonLink
                tone="quiet"
                icon={<MapPinned size={17} aria-hidden />}
                href={routes.lot(booking.lot.slug)}
              >
                {t("booking.lotPage")}
              </ButtonLink>
            )}
          </div>
        ) : booking.receiptNumber ? (
          <ReceiptLink booking={booking} tone="quiet" className="mt-4 w-full" />
        ) : null}
      </section>
      {directing ? <DirectionsDialog lot={booking.lot} onClose={() => setDirecting(false)} /> : null}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="shrink-0 text-m text-ink-2">{label}</dt>
      <dd className="ml-auto min-w-0 flex-[1_1_9rem] text-right text-m">{children}</dd>
    </div>
  );
}
