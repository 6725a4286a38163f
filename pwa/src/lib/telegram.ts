/**
 * Telegram around the app: its Mini App is this app, in Telegram's own browser or in a frame of Telegram Web. Here is
 * what every start needs; the rest comes when it is one of Telegram's (`src/telegram`).
 */
import { read, write } from "./storage";

export type Look = "light" | "dark";

/** The address that Telegram opens, with or without a place to begin at. */
const MINI_APP = "/telegram/app";
/** The look of the Telegram around this page; set as long as there is one. It outlives a reload, not the visit. */
export const TELEGRAM_LOOK = "telegram-look";
const TELEGRAM_WEB = "https://web.telegram.org";

interface Bridge {
  postEvent?: (type: string, data: string) => void;
}

declare global {
  interface Window {
    TelegramWebviewProxy?: Bridge;
  }
}

let look = isLook(read("session", TELEGRAM_LOOK));
let initData: string | null = null;

/** The look of the Telegram around the app; null when there is none around it. */
export function telegramLook(): Look | null {
  return look;
}

export function inTelegram(): boolean {
  return look !== null;
}

/** Shown within a page of Telegram Web: the server lets nobody else do that. */
export function isFramed(): boolean {
  return window.parent !== window;
}

/** Says in a request that it comes from a frame, whose cookies are kept apart: the server is to make them so. */
export function sayWhereFramed(request: Request): void {
  if (isFramed()) request.headers.set("Parkpro-Framed", "yes");
}

/** Takes note of Telegram's look, from the colours of its theme. */
export function noteTelegramLook(theme: unknown): void {
  look = lookOf(theme) ?? look ?? "light";
  write("session", TELEGRAM_LOOK, look);
}

/**
 * Takes what Telegram put into the address out of it, before anything reads or keeps it, and goes to the page that was
 * asked for. Without Telegram around it the data is dropped: a link must not sign anybody in as somebody else.
 */
export function takeTelegramStart(): void {
  const { pathname, search, hash } = window.location;
  const given = new URLSearchParams(hash.slice(1));
  const [said = null, ...more] = given.getAll("tgWebAppData");
  if (said === null && pathname !== MINI_APP) return;
  const asked = new URLSearchParams(search);
  const start = asked.get("tgWebAppStartParam") ?? asked.get("startapp");
  const page = pathname === MINI_APP ? pageFor(start) : pathname + search;
  window.history.replaceState(null, "", page);
  // Whoever wrote the link that Telegram opened may have put data of theirs before Telegram's.
  if (said === null || more.length > 0 || !hasBridge()) return;
  initData = said;
  noteTelegramLook(parsed(given.get("tgWebAppThemeParams") ?? ""));
}

/** What Telegram says of who opened the app, once: for the server's eyes. */
export function takeInitData(): string | null {
  const taken = initData;
  initData = null;
  return taken;
}

/** Tells Telegram something, such as that the app is ready. */
export function tellTelegram(type: string, data: object = {}): void {
  const text = JSON.stringify(data);
  const old = oldBridge();
  if (window.TelegramWebviewProxy?.postEvent) window.TelegramWebviewProxy.postEvent(type, text);
  else if (old) old(JSON.stringify({ eventType: type, eventData: data }));
  else if (isFramed())
    window.parent.postMessage(JSON.stringify({ eventType: type, eventData: data }), TELEGRAM_WEB);
}

/** What a message from the page around this one says; null when it is not Telegram's. */
export function saidByTelegram(event: MessageEvent): { type: string; data: unknown } | null {
  if (event.source !== window.parent || event.origin !== TELEGRAM_WEB) return null;
  const message = parsed(event.data);
  const type = fieldOf(message, "eventType");
  return typeof type === "string" ? { type, data: fieldOf(message, "eventData") } : null;
}

/** Dark or light, by how bright the ground of Telegram's theme is; null when that is not told. */
export function lookOf(theme: unknown): Look | null {
  const colour = fieldOf(theme, "bg_color");
  const digits = typeof colour === "string" ? /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour) : null;
  if (!digits) return null;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((pair) => parseInt(pair, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

/** One thing of what Telegram sends, whatever that is. */
export function fieldOf(thing: unknown, name: string): unknown {
  return typeof thing === "object" && thing !== null ? (thing as Record<string, unknown>)[name] : undefined;
}

/** `lot_plaza-damai` opens that car park; anything else where all begins. */
function pageFor(start: string | null): string {
  const slug = start === null ? null : /^lot_([\w-]+)$/.exec(start)?.[1];
  return slug ? `/lots/${slug}` : "/";
}

function hasBridge(): boolean {
  return window.TelegramWebviewProxy !== undefined || oldBridge() !== null || isFramed();
}

/** How older Telegrams for desktops are spoken to. */
function oldBridge(): ((text: string) => void) | null {
  const external = (window as { external?: { notify?: unknown } }).external;
  return typeof external?.notify === "function"
    ? (text) => (external.notify as (it: string) => void)(text)
    : null;
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isLook(text: string | null): Look | null {
  return text === "light" || text === "dark" ? text : null;
}
