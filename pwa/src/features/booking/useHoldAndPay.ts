import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { forgetSession } from "../../api/session";
import { useHoldSpace } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import type { BookingRequest, CreatedBooking } from "../../api/types";
import { usePayingWhile } from "../../installed/paying";
import { routes } from "../../routes";
import { useCheckout } from "../payment/useCheckout";
import { keyFor, settle } from "./attempt";
import { keepLink, remember } from "../../kept/remembered";

/** Who was signed in sends no e-mail address: the server asks for one when it sees a guest. */
function isSessionOver(error: unknown, request: BookingRequest): boolean {
  return isProblem(error, "not_signed_in") || (isProblem(error, "email_missing") && !request.email);
}

/**
 * One press: hold the spot, start the payment, go to the gateway. Once the spot is held, the booking's own page is
 * where the driver comes back to, whatever happens on the way.
 */
export function useHoldAndPay() {
  const cache = useQueryClient();
  const hold = useHoldSpace();
  const checkout = useCheckout();
  const [, navigate] = useLocation();
  const [held, setHeld] = useState(false);
  const [signedOut, setSignedOut] = useState(false);

  /** `shownSen` is the total that the driver agreed to. A hold at another price is shown before it is paid. */
  async function run(request: BookingRequest, shownSen: number): Promise<void> {
    let booking: CreatedBooking;
    try {
      booking = await hold.mutateAsync({ request, key: keyFor(request) });
      settle();
      setHeld(true);
      if (booking.accessKey) remember(booking.reference);
      if (booking.link) keepLink(booking.reference, booking.link);
    } catch (error) {
      if (isProblem(error) && error.status < 500) settle();
      if (isSessionOver(error, request)) {
        setSignedOut(true);
        forgetSession(cache);
      }
      return;
    }
    const page = routes.booking(booking.reference);
    if (booking.amountSen !== shownSen) {
      navigate(`${page}?was=${shownSen}`, { replace: true });
      return;
    }
    try {
      // Back from the gateway leads to the booking, not to a map on which the own spot is taken.
      await checkout.pay({ reference: booking.reference }, () => navigate(page, { replace: true }));
    } catch {
      navigate(page, { replace: true });
    }
  }

  const busy = hold.isPending || checkout.busy || held;
  usePayingWhile(busy);

  return {
    run,
    busy,
    held,
    /** The session was over when the order came. */
    signedOut: signedOut && hold.isError,
    /** No answer came: the spot may be held for this very driver, and another try tells. */
    unsure: hold.isError && !(isProblem(hold.error) && hold.error.status < 500),
    error: hold.error,
    reset: () => hold.reset(),
  };
}
