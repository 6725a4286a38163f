import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { forgetSession } from "../../api/account";
import { useHoldSpace } from "../../api/bookings";
import { isProblem } from "../../api/problem";
import type { BookingRequest } from "../../api/types";
import { routes } from "../../routes";
import { useCheckout } from "../payment/useCheckout";
import { keyFor, settle } from "./attempt";
import { keepLink, remember } from "./remembered";

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

  async function run(request: BookingRequest): Promise<void> {
    let reference: string;
    try {
      const booking = await hold.mutateAsync({ request, key: keyFor(request) });
      settle();
      setHeld(true);
      reference = booking.reference;
      if (booking.accessKey) remember(reference);
      if (booking.link) keepLink(reference, booking.link);
    } catch (error) {
      if (isProblem(error) && error.status < 500) settle();
      if (isProblem(error, "not_signed_in")) forgetSession(cache);
      return;
    }
    try {
      // Back from the gateway leads to the booking, not to a map on which the own spot is taken.
      await checkout.pay(reference, () => navigate(routes.booking(reference), { replace: true }));
    } catch {
      navigate(routes.booking(reference));
    }
  }

  return {
    run,
    busy: hold.isPending || checkout.busy || held,
    held,
    error: hold.error,
    reset: () => hold.reset(),
  };
}
