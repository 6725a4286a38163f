import type { SectionName } from "./features/admin/sectionNames";

/** The addresses of the app's own pages. */
export const routes = {
  home: "/",
  lot: (slug: string) => `/lots/${encodeURIComponent(slug)}`,
  bookings: "/bookings",
  booking: (reference: string) => `/bookings/${encodeURIComponent(reference)}`,
  /** The way to a booked spot: to this one's, or without it to the present or next one's. */
  find: (reference?: string) => (reference ? `/find?booking=${encodeURIComponent(reference)}` : "/find"),
  signIn: (next?: string) => withNext("/sign-in", next),
  signUp: (next?: string) => withNext("/sign-up", next),
  forgotPassword: "/forgot-password",
  account: "/account",
  /** Where apps send people, to be let in. */
  consent: "/oauth/authorize",
  /** Where staff work: at the lot they were at last, or at this one, in a section (live without one), at one thing in it. */
  admin: (slug?: string, section?: SectionName, item?: string) =>
    [
      "/admin",
      ...[slug, section === "live" ? undefined : section, item]
        .filter((part) => part !== undefined)
        .map(encodeURIComponent),
    ].join("/"),
  /** Where a booking for somebody is made: for this car, where it is known already. */
  newBooking: (slug: string, plate?: string): string =>
    routes.admin(slug, "bookings", "new") + (plate ? `?plate=${encodeURIComponent(plate)}` : ""),
  /** Where a car park is made: a new one, or what this one still lacks. */
  setUp: (slug?: string, step?: string) =>
    ["/set-up", ...[slug, step].filter((part) => part !== undefined).map(encodeURIComponent)].join("/"),
  /** What was done there; with a reference, the story of that booking. */
  adminAudit: (slug: string, booking?: string): string =>
    routes.admin(slug, "audit") + (booking ? `?booking=${encodeURIComponent(booking)}` : ""),
} as const;

function withNext(path: string, next: string | undefined): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}

/** Where to go after signing in: a page of this app and nothing else. */
export function safeNext(next: string | null): string {
  const url = resolved(next ?? routes.home);
  // A path of ours that begins with two slashes would be another site's address in its turn.
  if (url?.origin !== window.location.origin || url.pathname.startsWith("//")) return routes.home;
  return url.pathname + url.search + url.hash;
}

/** The address as a browser understands it, or null. */
function resolved(address: string): URL | null {
  try {
    return new URL(address, window.location.origin);
  } catch {
    return null;
  }
}
