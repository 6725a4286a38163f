import clsx from "clsx";
import { Ticket, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { Link } from "wouter";
import { useMe } from "../../api/account";
import { useQuote } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import type { AreaSummary, BookingRequest, Lot, NearestSpace, SpaceId, SpaceState } from "../../api/types";
import { useVehicles } from "../../api/vehicles";
import { useI18n } from "../../i18n/context";
import { looksLikePlate, readablePlate } from "../../lib/plate";
import type { Floor, Spot } from "../../map/floor";
import type { Way } from "../../map/ways";
import { routes } from "../../routes";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { SpotSign } from "../../ui/SpotSign";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../ui/useOnline";
import { nearestEquals } from "../lots/spots";
import { CarChoice } from "../vehicles/CarChoice";
import { useDraft } from "./draft";
import { NearestSpots } from "./NearestSpots";
import { isoMinutes } from "./period";
import type { ResolvedPeriod } from "./period";
import { PriceLines } from "./PriceLines";
import { refundSentence } from "./refunds";
import { useHoldAndPay } from "./useHoldAndPay";

interface Props {
  lot: Lot;
  area: AreaSummary;
  floor: Floor;
  spot: Spot;
  way: Way | null;
  states: ReadonlyMap<SpaceId, SpaceState>;
  period: ResolvedPeriod;
  /** Beside the map instead of over it. */
  docked: boolean;
  onHeight: (pixels: number) => void;
  onChooseNearest: (nearest: NearestSpace) => void;
  onClose: () => void;
}

type FieldName = "plate" | "email";

/** One spot, one total, one button. */
export default function SpotSheet(props: Props) {
  const { lot, area, floor, spot, way, states, period, docked, onHeight, onChooseNearest, onClose } = props;
  const { t, format } = useI18n();
  const me = useMe().data;
  const garage = useVehicles(Boolean(me));
  const vehicles = garage.data;
  const carKnown = me === null || !garage.isPending;
  const online = useOnline();
  const [draft, change] = useDraft();
  const [missing, setMissing] = useState<Partial<Record<FieldName, string>>>({});
  const [naming, setNaming] = useState(draft.name !== "");
  const holding = useHoldAndPay();
  const panel = useRef<HTMLElement>(null);
  const troubleText = useTroubleText();

  const span = { startsAt: isoMinutes(period.from), endsAt: isoMinutes(period.to) };
  const vehicle =
    vehicles?.find((one) => one.id === draft.vehicleId) ?? (draft.plate ? undefined : vehicles?.[0]);
  const plate = vehicle?.plateNumber ?? draft.plate;
  const quote = useQuote({
    spaceId: spot.id,
    ...span,
    // A code may count once per driver, so the server asks who it is for.
    ...(draft.promoCode
      ? {
          promoCode: draft.promoCode,
          ...(me ? {} : { email: draft.email || null, plateNumber: plate || null }),
        }
      : {}),
  });

  const refused = isProblem(holding.error) ? holding.error : null;
  const lost = refused?.code === "space_already_taken" || (!holding.busy && states.has(spot.id));
  const nearest: readonly NearestSpace[] =
    refused && refused.nearest.length > 0
      ? refused.nearest
      : nearestEquals(floor, states, spot, 3).map((one) => ({
          spaceId: one.id,
          label: one.label,
          type: one.type,
          areaId: area.id,
          areaCode: area.code,
          distanceMetres: Math.round(Math.hypot(one.x - spot.x, one.y - spot.y) / 100),
        }));

  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const observer = new ResizeObserver(() => onHeight(element.offsetHeight + 8));
    observer.observe(element);
    return () => {
      observer.disconnect();
      onHeight(0);
    };
  }, [onHeight]);

  useEffect(() => {
    if (docked) panel.current?.scrollIntoView({ block: "nearest" });
  }, [docked]);

  const escaped = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  });
  useEffect(() => {
    const element = panel.current;
    const listen = (event: KeyboardEvent) => escaped(event);
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  }, []);

  // Whoever chose the spot with keys is taken to it.
  useEffect(() => {
    const from = document.activeElement;
    if (from instanceof HTMLElement && from.matches(":focus-visible"))
      panel.current?.focus({ preventScroll: true });
  }, []);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const wrong: Partial<Record<FieldName, string>> = {};
    if (!vehicle && !looksLikePlate(draft.plate)) wrong.plate = t("plate.needed");
    if (!me && !/^\S+@\S+\.\S+$/.test(draft.email.trim())) wrong.email = t("email.needed");
    setMissing(wrong);
    const first = wrong.plate ? "plate" : wrong.email ? "email" : null;
    if (first) {
      panel.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const request: BookingRequest = {
      spaceId: spot.id,
      ...span,
      ...(draft.promoCode ? { promoCode: draft.promoCode } : {}),
      ...(vehicle ? { vehicleId: vehicle.id } : { plateNumber: readablePlate(draft.plate) }),
      ...(me ? {} : { email: draft.email.trim(), ...(draft.name.trim() ? { name: draft.name.trim() } : {}) }),
    };
    void holding.run(request);
  }

  const fieldError = (name: FieldName, server: string) => missing[name] ?? refused?.of(server);

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t("spot.heading", { label: spot.label })}
      data-testid="spot-sheet"
      className={clsx(
        "outline-none focus-visible:outline-none",
        docked
          ? "glass relative rounded-card !bg-glass-strong p-5"
          : "fixed inset-x-2 bottom-2 z-20 max-h-[76dvh] animate-rise overflow-y-auto overscroll-contain rounded-[30px] border border-glass-edge bg-glass-solid px-4.5 pb-4 shadow-[var(--shadow)]",
      )}
    >
      {docked ? null : (
        <button
          type="button"
          aria-label={t("spot.close")}
          onClick={onClose}
          className="sticky top-0 z-10 mx-auto -mb-1 grid h-6 w-24 place-items-center rounded-full after:absolute after:-inset-x-6 after:-top-2 after:h-11"
        >
          <span aria-hidden="true" className="h-1 w-10 rounded-full bg-ink-3/50" />
        </button>
      )}
      <header className={clsx("flex flex-wrap items-center gap-x-3 gap-y-1", docked && "pr-9")}>
        <span
          data-testid="chosen-spot"
          className="grid min-h-12 min-w-12 shrink-0 place-items-center rounded-box bg-mine px-2 text-l font-bold text-mine-ink shadow-[0_8px_18px_-8px_var(--mine)]"
        >
          {spot.label}
        </span>
        <div className="min-w-0 flex-[1_1_6rem]">
          <h2 className="flex items-center gap-1.5 text-l leading-tight font-semibold">
            <SpotSign type={spot.type} size={16} />
            {t(`type.${spot.type}`)}
          </h2>
          <p className="num text-s text-ink-2">
            {way
              ? t("spot.fromLandmark", {
                  distance: format.distance(way.metres),
                  landmark: way.landmark.label,
                })
              : area.name}
          </p>
        </div>
        <p className="num ml-auto shrink-0 text-right" aria-live="polite">
          {quote.data ? (
            <b className="block text-xl leading-tight font-bold tracking-tight" data-testid="total">
              {format.money(quote.data.amountSen, quote.data.currency)}
            </b>
          ) : quote.isError ? null : (
            <Skeleton className="ml-auto h-6 w-24" />
          )}
          <span className="text-s text-ink-2">{quote.isError ? "" : t("price.total")}</span>
        </p>
        {docked ? (
          <button
            type="button"
            aria-label={t("spot.close")}
            onClick={onClose}
            className="absolute top-3 right-2.5 grid size-11 place-items-center rounded-full text-ink-2 hover:bg-accent-soft"
          >
            <X size={19} aria-hidden />
          </button>
        ) : null}
      </header>

      {lost ? (
        <NearestSpots
          label={spot.label}
          sentence={refused?.detail}
          nearest={nearest}
          onChoose={(one) => {
            holding.reset();
            onChooseNearest(one);
          }}
        />
      ) : (
        <form onSubmit={submit} noValidate className="mt-2.5 grid gap-3">
          {quote.isError ? (
            <Notice
              tone="bad"
              urgent
              action={
                isProblem(quote.error) ? null : (
                  <Button tone="quiet" onClick={() => void quote.refetch()}>
                    {t("action.retry")}
                  </Button>
                )
              }
            >
              {troubleText(quote.error)}
            </Notice>
          ) : (
            <PriceLines lines={quote.data?.lines} currency={quote.data?.currency ?? lot.currency} />
          )}

          <div className="flex flex-wrap gap-x-2.5 gap-y-3">
            {carKnown ? (
              <CarChoice
                vehicles={vehicles}
                vehicle={vehicle}
                plate={draft.plate}
                error={fieldError("plate", "plateNumber")}
                onChange={change}
              />
            ) : (
              <Skeleton className="h-13 w-full" />
            )}
            {me === null ? (
              <Field
                className="flex-[1.5_1_12rem]"
                label={t("email.label")}
                type="email"
                name="email"
                autoComplete="email"
                inputMode="email"
                placeholder={t("email.placeholder")}
                value={draft.email}
                error={fieldError("email", "email")}
                onChange={(event) => change({ email: event.target.value })}
              />
            ) : null}
            {me === null && naming ? (
              <Field
                className="flex-[1_1_100%]"
                label={t("name.label")}
                name="name"
                autoComplete="name"
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            ) : null}
          </div>
          <div className="-my-1.5 flex flex-wrap items-center gap-x-1">
            <PromoCode
              code={draft.promoCode}
              answer={quote.data?.promo ?? null}
              onChange={(promoCode) => change({ promoCode })}
            />
            {me === null && !naming ? (
              <Button tone="plain" className="!px-2 text-m" onClick={() => setNaming(true)}>
                {t("name.add")}
              </Button>
            ) : null}
            {me === null ? (
              <Link
                href={routes.signIn(`${window.location.pathname}${window.location.search}`)}
                className="ml-auto inline-flex min-h-11 items-center rounded-box px-2 text-m font-semibold text-accent hover:bg-accent-soft"
              >
                {t("account.signIn")}
              </Link>
            ) : null}
          </div>

          {holding.error ? (
            <Notice tone="bad" urgent testId="hold-problem">
              {refused?.code === "not_signed_in" ? t("session.ended") : troubleText(holding.error)}
            </Notice>
          ) : null}
          {online ? null : <Notice tone="wait">{t("offline.booking")}</Notice>}

          <div
            className={
              docked
                ? undefined
                : "bottom-0 -mx-4.5 [@media(min-height:34rem)]:sticky -mb-4 bg-glass-solid px-4.5 pt-1 pb-4"
            }
          >
            <Button
              type="submit"
              className="w-full"
              busy={holding.busy}
              disabled={quote.isError || !online || !carKnown}
              data-testid="hold-and-pay"
            >
              {holding.busy ? t("spot.holding") : t("spot.holdAndPay")}
            </Button>
            <p className="mt-3 text-center text-s text-ink-2">
              {t("spot.heldFor", { count: lot.holdMinutes })}{" "}
              {quote.data ? refundSentence(quote.data.refunds, lot.timeZone, t, format) : null}
            </p>
          </div>
        </form>
      )}
    </section>
  );
}

interface PromoProps {
  code: string;
  answer: { code: string; accepted: boolean; message?: string | null } | null;
  onChange: (code: string) => void;
}

function PromoCode({ code, answer, onChange }: PromoProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(code);

  if (code) {
    return (
      <p
        role="status"
        className={clsx(
          "flex min-h-11 items-center gap-2 rounded-box px-2 text-m",
          answer && !answer.accepted ? "text-taken-ink" : "text-free-ink",
        )}
      >
        <Ticket size={17} aria-hidden />
        <span className="min-w-0">
          <b className="font-semibold">{code}</b>
          {answer?.message ? ` · ${answer.message}` : answer?.accepted ? ` · ${t("promo.accepted")}` : ""}
        </span>
        <button
          type="button"
          aria-label={t("promo.remove")}
          onClick={() => {
            setTyped("");
            setOpen(false);
            onChange("");
          }}
          className="grid size-11 place-items-center rounded-full"
        >
          <X size={16} aria-hidden />
        </button>
      </p>
    );
  }
  if (!open) {
    return (
      <Button
        tone="plain"
        className="-ml-2 !px-2 text-m"
        icon={<Ticket size={17} aria-hidden />}
        onClick={() => setOpen(true)}
        data-testid="promo-open"
      >
        {t("promo.add")}
      </Button>
    );
  }
  const apply = () => onChange(typed.trim().toUpperCase());
  return (
    <Field
      className="w-full py-1.5"
      label={t("promo.label")}
      name="promo"
      autoCapitalize="characters"
      autoComplete="off"
      // The field was asked for just now.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          apply();
        }
      }}
      trailing={
        <Button tone="plain" onClick={apply} disabled={typed.trim() === ""}>
          {t("promo.apply")}
        </Button>
      }
    />
  );
}
