import type { Booking, NearestSpace } from "../../api/types";
import { useMe } from "../../api/account";
import { useBookingsByReference, useCurrentBookings } from "../../api/bookings";
import { useI18n } from "../../i18n/context";
import type { Spot } from "../../map/floor";
import { routes } from "../../routes";
import { ButtonLink } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { isCurrent } from "./lifecycle";
import { NearestSpots } from "./NearestSpots";
import type { ResolvedPeriod } from "./period";
import { useRemembered } from "../../kept/remembered";

interface Props {
  spot: Spot;
  period: ResolvedPeriod;
  sentence: string | undefined;
  nearest: readonly NearestSpace[];
  onChoose: (spot: NearestSpace) => void;
}

/** The spot is not to be had: it is the driver's own already, or somebody was faster. */
export function LostSpot({ spot, period, ...others }: Props) {
  const own = useOwnBooking(spot, period);
  const { t } = useI18n();
  if (!own) return <NearestSpots label={spot.label} {...others} />;
  return (
    <div className="mt-3 grid gap-3" data-testid="already-mine">
      <Notice tone="good" title={t("mine.title", { label: spot.label })}>
        {t(own.status === "held" ? "mine.held" : "mine.booked")}
      </Notice>
      <ButtonLink href={routes.booking(own.reference)}>{t("mine.open")}</ButtonLink>
    </div>
  );
}

/** A booking of this very driver that has the spot, made in another tab or before. */
function useOwnBooking(spot: Spot, period: ResolvedPeriod): Booking | undefined {
  const me = useMe().data;
  const ofAccount = useCurrentBookings(Boolean(me), { fresh: true }).data?.bookings ?? [];
  const remembered = useRemembered();
  const ofPhone = useBookingsByReference(me === null ? remembered : []).flatMap((one) => one.data ?? []);
  return [...ofAccount, ...ofPhone].find(
    (one) =>
      isCurrent(one) &&
      one.space.id === spot.id &&
      Date.parse(one.startsAt) < period.to.getTime() &&
      Date.parse(one.endsAt) > period.from.getTime(),
  );
}
