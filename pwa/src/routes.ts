/** The addresses of the app's own pages. */
export const routes = {
  home: "/",
  lot: (slug: string) => `/lots/${encodeURIComponent(slug)}`,
  bookings: "/bookings",
  booking: (reference: string) => `/bookings/${encodeURIComponent(reference)}`,
  signIn: (next?: string) => withNext("/sign-in", next),
  signUp: (next?: string) => withNext("/sign-up", next),
  forgotPassword: "/forgot-password",
  account: "/account",
} as const;

function withNext(path: string, next: string | undefined): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}

/** Where to go after signing in: a page of this app and nothing else. */
export function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : routes.home;
}
