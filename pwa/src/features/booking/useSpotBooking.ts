import { useState } from "react";
import { useMe } from "../../api/account";
import { useQuote } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import type { BookingRequest } from "../../api/types";
import { useVehicles } from "../../api/vehicles";
import { useI18n } from "../../i18n/context";
import { looksLikePlate, readablePlate } from "../../lib/plate";
import type { Spot } from "../../map/floor";
import { useSettled } from "../../ui/useSettled";
import { useDraft } from "./draft";
import { isoMinutes } from "./period";
import type { ResolvedPeriod } from "./period";
import { useHoldAndPay } from "./useHoldAndPay";

export type FieldName = "plate" | "email";

const TYPING_MS = 500;

/** One spot for one period: its price, what the driver filled in, and the order that goes out. */
export function useSpotBooking(spot: Spot, period: ResolvedPeriod) {
  const { t } = useI18n();
  const me = useMe().data;
  const garage = useVehicles(Boolean(me));
  const [draft, change] = useDraft();
  const [missing, setMissing] = useState<Partial<Record<FieldName, string>>>({});
  const holding = useHoldAndPay();

  const span = { startsAt: isoMinutes(period.from), endsAt: isoMinutes(period.to) };
  const vehicles = garage.data;
  const vehicle =
    vehicles?.find((one) => one.id === draft.vehicleId) ?? (draft.plate ? undefined : vehicles?.[0]);
  const isGuest = !me;
  // A code may count once per driver, so the server asks who it is for: not before that has been written to the end.
  const typed = {
    email: isGuest && looksLikeEmail(draft.email) ? draft.email.trim() : null,
    plate: vehicle?.plateNumber ?? (looksLikePlate(draft.plate) ? readablePlate(draft.plate) : null),
  };
  const email = useSettled(typed.email, TYPING_MS);
  const plate = useSettled(typed.plate, TYPING_MS);
  const isSettled = email === typed.email && plate === typed.plate;
  const promoCode = draft.promoCode || null;
  const quote = useQuote({
    spaceId: spot.id,
    ...span,
    ...(promoCode ? { promoCode, ...(isGuest ? { email, plateNumber: plate } : {}) } : {}),
  });
  const isOfThis = !quote.isPlaceholderData && (!promoCode || !isGuest || isSettled);
  const price = isOfThis ? quote.data : undefined;
  const refused = isProblem(holding.error) ? holding.error : null;
  const unpriced = isProblem(quote.error) ? quote.error : null;

  function findMissing(): Partial<Record<FieldName, string>> {
    const wrong: Partial<Record<FieldName, string>> = {};
    if (!vehicle && !looksLikePlate(draft.plate)) wrong.plate = t("plate.needed");
    if (!me && !looksLikeEmail(draft.email)) wrong.email = t("email.needed");
    return wrong;
  }

  /** Sends the order, or returns the first field that is not right. */
  function submit(): FieldName | null {
    const wrong = findMissing();
    setMissing(wrong);
    if (wrong.plate) return "plate";
    if (wrong.email) return "email";
    if (!price) return null;
    const request: BookingRequest = {
      spaceId: spot.id,
      ...span,
      ...(draft.promoCode ? { promoCode: draft.promoCode } : {}),
      ...(vehicle ? { vehicleId: vehicle.id } : { plateNumber: readablePlate(draft.plate) }),
      ...(me ? {} : { email: draft.email.trim(), ...(draft.name.trim() ? { name: draft.name.trim() } : {}) }),
    };
    void holding.run(request, price.amountSen);
    return null;
  }

  return {
    me,
    vehicles,
    vehicle,
    /** False while it is not known which cars the driver has. */
    carKnown: me === null || !garage.isPending,
    draft,
    change,
    quote,
    /** The price of exactly this; undefined while it is asked for. */
    price,
    holding,
    refused,
    submit,
    /** The server does not take the e-mail address or the plate, and so tells no price: the field says it. */
    isFieldRefused: Boolean(unpriced?.of("email") ?? unpriced?.of("plateNumber")),
    fieldError: (name: FieldName, server: string) =>
      missing[name] ?? unpriced?.of(server) ?? (holding.signedOut ? null : refused?.of(server)),
  };
}

/** Whether this could be an address. The server decides. */
function looksLikeEmail(typed: string): boolean {
  return /^\S+@\S+\.\S+$/.test(typed.trim());
}
