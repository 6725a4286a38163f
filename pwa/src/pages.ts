/** The pages of the app, and what each draws first. */
import type { QueryClient } from "@tanstack/react-query";
import { bookingQuery } from "./api/bookings";
import { appQuery, lotQuery, lotsQuery } from "./api/lots";
import { page } from "./page";

export const LandingPage = page(() => import("./features/lots/LandingPage"));
export const LotPage = page(() => import("./features/lots/LotPage"));
export const BookingPage = page(() => import("./features/booking/BookingPage"));
export const BookingsPage = page(() => import("./features/booking/BookingsPage"));
export const FindPage = page(() => import("./features/find/FindPage"));
export const AccountPage = page(() => import("./features/account/AccountPage"));
export const SignInPage = page(() => import("./features/account/SignInPage"));
export const SignUpPage = page(() => import("./features/account/SignUpPage"));
export const FirstRunPage = page(() => import("./features/account/FirstRunPage"));
export const ForgotPasswordPage = page(() => import("./features/account/ForgotPasswordPage"));
export const ResetPasswordPage = page(() => import("./features/account/ResetPasswordPage"));
export const VerifyEmailPage = page(() => import("./features/account/VerifyEmailPage"));
/** Where a person lets an app act for them. */
export const ConsentPage = page(() => import("./features/account/ConsentPage"));
/** Everything that staff do; its script, its words and its questions come with it. */
export const AdminPage = page(() => import("./features/admin/AdminPage"));
export const SetUpPage = page(() => import("./features/admin/start/SetUpPage"));

/** What a start at an address needs: the page's script, and the questions whose answers it draws. */
interface Opening {
  load: () => Promise<unknown>;
  ask: (cache: QueryClient) => Promise<unknown>[];
}

const OPENINGS: Readonly<Record<string, (name: string) => Opening>> = {
  "": () => ({
    load: LandingPage.load,
    ask: (cache) => [cache.query(lotsQuery), cache.query(appQuery)],
  }),
  admin: () => ({ load: AdminPage.load, ask: () => [] }),
  lots: (slug) => ({ load: LotPage.load, ask: (cache) => [cache.query(lotQuery(slug))] }),
  bookings: (reference) =>
    reference === ""
      ? { load: BookingsPage.load, ask: () => [] }
      : { load: BookingPage.load, ask: (cache) => [cache.query(bookingQuery(reference))] },
};

/** What is needed first at an address of the app; nothing where a page can take its time. */
export function openingAt(address: Pick<Location, "pathname" | "hash">): Opening | null {
  const [, place = "", name = ""] = address.pathname.split("/");
  const opening = Object.hasOwn(OPENINGS, place) ? OPENINGS[place]?.(decoded(name)) : undefined;
  if (!opening) return null;
  // A secret link opens its booking first; until then the server says that there is none.
  return address.hash === "" ? opening : { ...opening, ask: () => [] };
}

/** As the router reads it; what is no such text stays as it is, and no page is found by it. */
function decoded(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}
