import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lookOf } from "./telegram";

const DARK = JSON.stringify({ bg_color: "#17212b" });
const DATA = "query_id=AAF&user=%7B%22id%22%3A7%7D&hash=00";

/** The app as it starts at an address of Telegram's making. */
async function startAt(path: string, theme = DARK, before = "") {
  const hash = new URLSearchParams({
    tgWebAppData: DATA,
    tgWebAppVersion: "8.0",
    tgWebAppThemeParams: theme,
  });
  window.history.replaceState(null, "", `${path}#${before}${hash.toString()}`);
  vi.resetModules();
  const telegram = await import("./telegram");
  telegram.takeTelegramStart();
  return telegram;
}

const here = () => window.location.pathname + window.location.search + window.location.hash;

beforeEach(() => {
  window.TelegramWebviewProxy = { postEvent: () => undefined };
});
afterEach(() => {
  delete window.TelegramWebviewProxy;
});

describe("a start by Telegram", () => {
  test.each([
    ["/telegram/app", "/"],
    ["/telegram/app?tgWebAppStartParam=lot_plaza-damai", "/lots/plaza-damai"],
    ["/telegram/app?startapp=lot_plaza-damai", "/lots/plaza-damai"],
    ["/telegram/app?startapp=lot_../../sign-in", "/"],
    ["/telegram/app?startapp=https://evil.example", "/"],
    ["/bookings/PK-7F3K9QX?from=payment", "/bookings/PK-7F3K9QX?from=payment"],
  ])("at %s leads to %s and leaves nothing in the address", async (from, to) => {
    const { inTelegram, takeInitData } = await startAt(from);
    expect(here()).toBe(to);
    expect(inTelegram()).toBe(true);
    expect(takeInitData()).toBe(DATA);
    expect(takeInitData()).toBeNull();
  });

  test("outside Telegram signs nobody in: it may be somebody else's link", async () => {
    delete window.TelegramWebviewProxy;
    const { inTelegram, takeInitData } = await startAt("/telegram/app");
    expect(here()).toBe("/");
    expect(inTelegram()).toBe(false);
    expect(takeInitData()).toBeNull();
  });

  test("with data of two people signs nobody in: one may have been put into the link", async () => {
    const { takeInitData } = await startAt("/telegram/app", DARK, "tgWebAppData=user%3Dstranger&");
    expect(here()).toBe("/");
    expect(takeInitData()).toBeNull();
  });

  test("is remembered for a reload, with its look and without its data", async () => {
    await startAt("/telegram/app");
    vi.resetModules();
    const again = await import("./telegram");
    again.takeTelegramStart();
    expect(again.telegramLook()).toBe("dark");
    expect(again.takeInitData()).toBeNull();
    expect(Object.values(window.sessionStorage)).toEqual(["dark"]);
    expect(Object.values(window.localStorage)).toEqual([]);
  });

  test.each(["", "{", "7", "null", "{}", '{"bg_color":7}'])(
    "with the theme %s still starts",
    async (theme) => {
      const { telegramLook } = await startAt("/telegram/app", theme);
      expect(telegramLook()).toBe("light");
    },
  );

  test("is none where the address says nothing of it", async () => {
    window.history.replaceState(null, "", "/reset-password#token=example");
    vi.resetModules();
    const { inTelegram, takeTelegramStart } = await import("./telegram");
    takeTelegramStart();
    expect(here()).toBe("/reset-password#token=example");
    expect(inTelegram()).toBe(false);
  });
});

test.each([
  ["#ffffff", "light"],
  ["#F4F4F5", "light"],
  ["#17212b", "dark"],
  ["#000000", "dark"],
  ["#5288c1", "dark"],
  ["white", null],
  ["#fff", null],
])("a ground of %s is %s", (colour, look) => {
  expect(lookOf({ bg_color: colour })).toBe(look);
});

describe("a message from around the app", () => {
  const message = (origin: string, data: unknown, source: unknown = window.parent) =>
    ({ origin, data, source }) as MessageEvent;
  const news = JSON.stringify({ eventType: "theme_changed", eventData: { theme_params: {} } });

  test("counts when Telegram Web sent it, and from nobody else", async () => {
    const { saidByTelegram } = await import("./telegram");
    expect(saidByTelegram(message("https://web.telegram.org", news))).toEqual({
      type: "theme_changed",
      data: { theme_params: {} },
    });
    expect(saidByTelegram(message("https://evil.example", news))).toBeNull();
    expect(saidByTelegram(message("https://web.telegram.org", news, {}))).toBeNull();
    expect(saidByTelegram(message("https://web.telegram.org", "no json"))).toBeNull();
    expect(saidByTelegram(message("https://web.telegram.org", { eventType: "theme_changed" }))).toBeNull();
  });
});
