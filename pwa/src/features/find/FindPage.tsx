import clsx from "clsx";
import { MapPinned, QrCode } from "lucide-react";
import { useSearchParams } from "wouter";
import { useState } from "react";
import type { Booking } from "../../api/types";
import { useI18n } from "../../i18n/context";
import { routes } from "../../routes";
import { ButtonLink } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Notice } from "../../ui/Notice";
import { PageHeader } from "../../ui/PageHeader";
import { Seen } from "../../ui/Seen";
import { Skeleton } from "../../ui/Skeleton";
import { Trouble } from "../../ui/Trouble";
import { NoMap } from "./NoMap";
import { useBookedFloor } from "./useBookedFloor";
import { useSpotsToFind } from "./useSpotsToFind";
import { WayChoice } from "./WayChoice";
import { WayMap } from "./WayMap";

/** From the lift to the car, with or without a signal: the spot of `?booking=` or else of the present or next one, large. */
export default function FindPage() {
  const { t } = useI18n();
  const { bookings, isPending, error, retry, seenAt } = useSpotsToFind();
  const [query, setQuery] = useSearchParams();
  const chosen = query.get("booking");
  const booking = bookings.find((one) => one.reference === chosen) ?? bookings[0];
  return (
    <div className="mx-auto max-w-2xl px-4 pt-3 lg:pt-8">
      <title>{`${t("find.title")} · ParkPro`}</title>
      {booking ? (
        <>
          <h1 className="sr-only">{t("find.title")}</h1>
          {chosen && chosen !== booking.reference && !isPending ? (
            <Notice tone="wait" className="mb-3" testId="find-another">
              {t("find.another", { reference: chosen })}
            </Notice>
          ) : null}
          {bookings.length > 1 ? (
            <BookingChoice
              bookings={bookings}
              chosen={booking}
              onChoose={(reference) => setQuery({ booking: reference }, { replace: true })}
            />
          ) : null}
          <BookedSpot key={booking.reference} booking={booking} seenAt={seenAt} />
        </>
      ) : (
        <>
          <PageHeader title={t("find.title")} />
          <div className="mt-4">
            {isPending ? (
              <Skeleton className="h-96 !rounded-card" />
            ) : error ? (
              <Trouble error={error} onRetry={retry} />
            ) : (
              <NoSpot />
            )}
          </div>
        </>
      )}
    </div>
  );
}

interface ChoiceProps {
  bookings: readonly Booking[];
  chosen: Booking;
  onChoose: (reference: string) => void;
}

function BookingChoice({ bookings, chosen, onChoose }: ChoiceProps) {
  const { t, format } = useI18n();
  return (
    <div role="group" aria-label={t("find.which")} className="-mx-1 mb-3 flex gap-2 overflow-x-auto p-1">
      {bookings.map((booking) => (
        <button
          key={booking.reference}
          type="button"
          aria-pressed={booking === chosen}
          onClick={() => onChoose(booking.reference)}
          className={clsx(
            "min-h-14 shrink-0 rounded-box border px-4 py-2 text-left",
            booking === chosen
              ? "border-mine bg-glass-solid outline-1 outline-mine"
              : "border-edge bg-glass-strong",
          )}
        >
          <span className="block font-semibold">{`${booking.space.label} · ${booking.lot.name}`}</span>
          <span className="num block text-s text-ink-2">
            {format.period(booking.startsAt, booking.endsAt, booking.lot.timeZone)}
          </span>
        </button>
      ))}
    </div>
  );
}

function BookedSpot({ booking, seenAt }: { booking: Booking; seenAt: number }) {
  const { t, format } = useI18n();
  const [from, setFrom] = useState<string | null>(null);
  const { floor, missing, ways, way } = useBookedFloor(booking, from);
  return (
    <section
      className="flex min-h-[calc(100dvh-12rem)] flex-col overflow-hidden rounded-card border border-line bg-glass-solid"
      aria-label={t("find.map", { label: booking.space.label, floor: booking.area.name })}
      data-testid="find-spot"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 bg-mine px-5 py-4 text-mine-ink">
        <p
          className="text-[clamp(3.5rem,18vw,5.5rem)] leading-none font-bold tracking-tight"
          data-testid="find-label"
        >
          {booking.space.label}
        </p>
        <div className="min-w-0 flex-[1_1_9rem]">
          <p className="text-2xl leading-tight font-bold">{booking.area.name}</p>
          <p className="text-base font-medium">{booking.lot.name}</p>
          {way ? (
            <p className="num text-xl font-bold" data-testid="find-distance">
              {format.distance(way.metres)}
            </p>
          ) : null}
        </div>
      </div>
      <div className="px-5 py-3">
        <WayChoice booking={booking} ways={ways} chosen={way} onChoose={(it) => setFrom(it.landmark.id)} />
        <Seen at={seenAt} className="mt-1" />
      </div>
      <div className="relative min-h-[min(26rem,60dvh)] flex-1 border-t border-line lg:min-h-80">
        {floor ? (
          <div className="absolute inset-0">
            <WayMap floor={floor} booking={booking} way={way} />
          </div>
        ) : missing ? (
          <NoMap booking={booking} className="m-5" />
        ) : (
          <Skeleton className="absolute inset-5" />
        )}
      </div>
      <div className="border-t border-line p-3">
        <ButtonLink
          tone="quiet"
          className="w-full"
          icon={<QrCode size={18} aria-hidden />}
          href={routes.booking(booking.reference)}
        >
          {t("find.toPass")}
        </ButtonLink>
      </div>
    </section>
  );
}

function NoSpot() {
  const { t } = useI18n();
  return (
    <Empty
      icon={<MapPinned size={26} aria-hidden />}
      text={t("find.none")}
      href={routes.home}
      action={t("bookings.find")}
    />
  );
}
