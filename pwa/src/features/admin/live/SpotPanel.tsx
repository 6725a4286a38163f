import type { ReactNode } from "react";
import { useSpotFacts } from "../../../api/admin/live";
import type { SpotBooking, SpotClosure, WorkLot } from "../../../api/admin/types";
import { serverNow } from "../../../api/clock";
import type { SpotNow } from "../../../api/types";
import { useStaffI18n } from "../../../i18n/admin/words";
import type { Spot } from "../../../map/floor";
import { Plate } from "../../../ui/Plate";
import { Skeleton } from "../../../ui/Skeleton";
import { SpotSign } from "../../../ui/SpotSign";
import { Trouble } from "../../../ui/Trouble";
import { splitBookings } from "./spotFacts";
import { CloseButton, ReopenButton } from "./SpotClosing";
import { StateSign } from "./StateSign";

interface Props {
  lot: WorkLot;
  spot: Spot;
  floorName: string;
  state: SpotNow;
}

/** A spot: who has it now and next, and what closes it. */
export function SpotPanel({ lot, spot, floorName, state }: Props) {
  const { t } = useStaffI18n();
  const facts = useSpotFacts(lot.slug, spot.id);
  return (
    <div className="grid grid-cols-1 gap-4" data-testid="spot-panel">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-m text-ink-2">
        <span className="flex items-center gap-1.5 font-semibold text-ink" data-testid="spot-state">
          <StateSign state={state} /> {t(`desk.state.${state}`)}
        </span>
        <span>{floorName}</span>
        <span className="flex items-center gap-1.5">
          <SpotSign type={spot.type} size={14} />
          {t(`type.${spot.type}`)}
        </span>
      </p>
      {facts.data ? (
        <>
          <Promised bookings={facts.data.bookings} closures={facts.data.closures} lot={lot} />
          {lot.permissions.includes("close_spots") ? (
            <CloseButton
              lot={lot}
              spotId={spot.id}
              name={`${facts.data.areaCode} · ${spot.label}`}
              isClosed={state === "closed"}
            />
          ) : null}
        </>
      ) : facts.isError ? (
        <Trouble error={facts.error} onRetry={() => void facts.refetch()} />
      ) : (
        <Skeleton className="h-32" />
      )}
    </div>
  );
}

interface PromisedProps {
  bookings: readonly SpotBooking[];
  closures: readonly SpotClosure[];
  lot: WorkLot;
}

function Promised({ bookings, closures, lot }: PromisedProps) {
  const { t, format } = useStaffI18n();
  const zone = lot.timeZone;
  const { present, coming } = splitBookings(bookings, serverNow());
  return (
    <>
      <Part title={t("desk.spot.now")}>
        {present.length === 0 ? <Nothing>{t("desk.spot.nobody")}</Nothing> : null}
        {present.map((booking) => (
          <Claim key={booking.reference} booking={booking} zone={zone} />
        ))}
      </Part>
      <Part title={t("desk.spot.next")}>
        {coming.length === 0 ? <Nothing>{t("desk.spot.noneNext")}</Nothing> : null}
        {coming.map((booking) => (
          <Claim key={booking.reference} booking={booking} zone={zone} />
        ))}
      </Part>
      {closures.length === 0 ? null : (
        <Part title={t("desk.spot.closures")}>
          {closures.map((closure) => (
            <div key={closure.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <p className="min-w-0 flex-[1_1_10rem] text-m [overflow-wrap:anywhere]">
                <span className="font-medium">{closure.reason}</span>
                <span className="num block text-s text-ink-2">
                  {t("desk.spot.from", { time: format.end(closure.startsAt, zone) })}{" "}
                  {closure.endsAt
                    ? t("desk.spot.until", { time: format.end(closure.endsAt, zone) })
                    : t("desk.spot.noEnd")}
                </span>
              </p>
              {lot.permissions.includes("close_spots") ? <ReopenButton lot={lot} closure={closure} /> : null}
            </div>
          ))}
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-2">
      <h3 className="text-s font-semibold text-ink-2">{title}</h3>
      {children}
    </div>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-m text-ink-2">{children}</p>;
}

function Claim({ booking, zone }: { booking: SpotBooking; zone: string }) {
  const { t, format } = useStaffI18n();
  return (
    <div className="num grid grid-cols-1 gap-1 rounded-box border border-line bg-glass-strong px-3.5 py-2.5 text-m">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Plate number={booking.plateNumber} />
        {booking.name ? <span className="[overflow-wrap:anywhere]">{booking.name}</span> : null}
      </p>
      <p className="font-medium">{format.period(booking.startsAt, booking.endsAt, zone)}</p>
      <p className="text-s text-ink-2">
        {booking.status === "held"
          ? t("desk.spot.unpaid")
          : booking.enteredAt
            ? t("desk.spot.since", { time: format.end(booking.enteredAt, zone) })
            : t("desk.spot.notIn")}{" "}
        · {booking.reference}
      </p>
    </div>
  );
}
