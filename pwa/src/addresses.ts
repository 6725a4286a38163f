/** Which addresses are whose: shared by the app and its service worker. */
import { SECTION_NAMES } from "./features/admin/sectionNames.ts";

/** Where the build puts the scripts that the dashboard alone runs. */
export const STAFF_FILES = "assets/staff/";

/** The app's own pages, with or without a query: the worker answers them with the shell. A test compares them with `App`. */
export const APP_PAGES: readonly RegExp[] = [
  /^\/(\?|$)/,
  /^\/lots\/[^/?]+\/?(\?|$)/,
  /^\/bookings(\/[^/?]+)?\/?(\?|$)/,
  /^\/(find|account|sign-in|sign-up|first-run|forgot-password|reset-password|verify-email)\/?(\?|$)/,
  /^\/set-up(\/[^/?]+){0,2}\/?(\?|$)/,
  /^\/oauth\/authorize\/?(\?|$)/,
  new RegExp(`^/admin(/[^/?]+(/(${SECTION_NAMES.join("|")})(/[^/?]+)?)?)?/?(\\?|$)`),
];

/** What only the server may answer, each time anew: data, money, documents, others' map tiles, what Telegram and programs call, the way to an outside sign-in, its own health. */
export const NEVER_KEPT: readonly RegExp[] = [
  /^\/api(\/|\?|$)/,
  /^\/payments?(\/|\?|$)/,
  /^\/pay(\/|\?|$)/,
  /^\/demo(\/|\?|$)/,
  /^\/tiles(\/|\?|$)/,
  /^\/telegram(\/|\?|$)/,
  /^\/sign-in\/outside(\/|\?|$)/,
  /^\/oauth\/(token|revoke)(\?|$)/,
  /^\/\.well-known\//,
  /^\/(healthz|readyz|metrics)(\?|$)/,
  /^[^?]*\.pdf(\?|$)/i,
];
