import clsx from "clsx";
import { useState } from "react";
import type { SubmitEvent } from "react";
import type { AreaSummary, Lot, NearestSpace, SpaceId, SpaceState, SpaceType } from "../../api/types";
import { useI18n } from "../../i18n/context";
import type { Floor, Spot } from "../../map/floor";
import type { Way } from "../../map/ways";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useTroubleText } from "../../ui/Trouble";
import { useOnline } from "../../api/reach";
import { nearestEquals } from "../lots/spots";
import { CarChoice } from "../vehicles/CarChoice";
import { GuestFields, SignInHere } from "./GuestFields";
import { LostSpot } from "./LostSpot";
import type { ResolvedPeriod } from "./period";
import { PriceLines } from "./PriceLines";
import { PromoCode } from "./PromoCode";
import { refundSentence } from "./refunds";
import { SpotHeader } from "./SpotHeader";
import { useSheetPanel } from "./useSheetPanel";
import { useSpotBooking } from "./useSpotBooking";

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

/** One spot, one total, one button. */
export default function SpotSheet(props: Props) {
  const { area, floor, spot, way, states, period, docked, onHeight, onChooseNearest, onClose } = props;
  const { t } = useI18n();
  const panel = useSheetPanel({ docked, onHeight, onClose });
  const order = useSpotBooking(spot, period);
  const { holding, refused } = order;

  const lost =
    refused?.code === "space_already_taken" || (!holding.busy && !holding.unsure && states.has(spot.id));
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

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const wrong = order.submit();
    if (wrong) panel.current?.querySelector<HTMLInputElement>(`[name="${wrong}"]`)?.focus();
  }

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
      <SpotHeader
        area={area}
        spot={spot}
        way={way}
        docked={docked}
        price={order.quote.data}
        priceFailed={order.quote.isError}
        onClose={onClose}
      />
      {lost ? (
        <LostSpot
          spot={spot}
          period={period}
          sentence={refused?.detail}
          nearest={nearest}
          onChoose={(one) => {
            holding.reset();
            onChooseNearest(one);
          }}
        />
      ) : (
        <form onSubmit={submit} noValidate className="mt-2.5 grid gap-3">
          {isReserved(spot.type) ? (
            <p className="text-m font-medium" data-testid="only-for">
              {t(`only.${spot.type}`)}
            </p>
          ) : null}
          <OrderForm {...props} order={order} />
        </form>
      )}
    </section>
  );
}

/** Whether only certain vehicles may stand on such a spot. */
function isReserved(type: SpaceType): type is "ev" | "oku" | "motorcycle" {
  return type === "ev" || type === "oku" || type === "motorcycle";
}

interface OrderProps extends Pick<Props, "lot" | "docked"> {
  order: ReturnType<typeof useSpotBooking>;
}

/** The lines of the price, the car, whom the receipt goes to, and the button. */
function OrderForm({ lot, docked, order }: OrderProps) {
  const { t, format } = useI18n();
  const online = useOnline();
  const troubleText = useTroubleText();
  const { me, draft, change, quote, price, holding, fieldError } = order;
  const [naming, setNaming] = useState(draft.name !== "");
  return (
    <>
      {quote.isError && online && !order.isFieldRefused ? (
        <Notice
          tone="bad"
          urgent
          action={
            <Button tone="quiet" onClick={() => void quote.refetch()}>
              {t("action.retry")}
            </Button>
          }
        >
          {troubleText(quote.error)}
        </Notice>
      ) : quote.isError && !quote.data ? null : (
        <PriceLines lines={quote.data?.lines} currency={quote.data?.currency ?? lot.currency} />
      )}

      <div className="flex flex-wrap gap-x-2.5 gap-y-3">
        {order.carKnown ? (
          <CarChoice
            vehicles={order.vehicles}
            vehicle={order.vehicle}
            plate={draft.plate}
            error={fieldError("plate", "plateNumber")}
            onChange={change}
          />
        ) : (
          <Skeleton className="h-13 w-full" />
        )}
        {me === null ? (
          <GuestFields
            draft={draft}
            naming={naming}
            emailError={fieldError("email", "email")}
            onChange={change}
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
        {me === null && !holding.signedOut ? (
          <SignInHere className="ml-auto px-2 text-m text-accent hover:bg-accent-soft" />
        ) : null}
      </div>

      <div
        className={
          docked
            ? "grid gap-3"
            : "bottom-0 -mx-4.5 grid gap-3 [@media(min-height:34rem)]:sticky -mb-4 bg-glass-solid px-4.5 pt-1 pb-4"
        }
      >
        {holding.error ? (
          <Notice
            tone="bad"
            urgent
            testId="hold-problem"
            action={
              holding.signedOut ? (
                <SignInHere className="border border-line bg-glass-strong px-4 text-ink" />
              ) : null
            }
          >
            {holding.signedOut ? t("session.ended") : troubleText(holding.error)}
          </Notice>
        ) : null}
        {online ? null : <Notice tone="wait">{t("offline.booking")}</Notice>}
        <Button
          type="submit"
          className="w-full"
          busy={holding.busy}
          disabled={!price || !online || !order.carKnown}
          data-testid="hold-and-pay"
        >
          {holding.busy
            ? t(holding.held ? "pay.leaving" : "spot.holding")
            : price || quote.isError
              ? t("spot.holdAndPay")
              : t("spot.pricing")}
        </Button>
        {online ? (
          <p className="text-center text-s text-ink-2">
            {t("spot.heldFor", { count: lot.holdMinutes })}{" "}
            {quote.data ? refundSentence(quote.data.refunds, lot.timeZone, t, format) : null}
          </p>
        ) : null}
      </div>
    </>
  );
}
