import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFixture } from "../../test/fixture/api";

interface Received {
  Telegram: { WebView: { receiveEvent: (type: string, data?: unknown) => void } };
}

const told: [string, unknown][] = [];

beforeEach(() => {
  told.length = 0;
  window.TelegramWebviewProxy = { postEvent: (type, data) => told.push([type, JSON.parse(data)]) };
});
afterEach(() => {
  delete window.TelegramWebviewProxy;
  delete document.documentElement.dataset["theme"];
});

/** The app inside the Telegram of somebody whose chat is linked, or not. */
async function settle(linkedAt: string | null) {
  const fixture = createFixture({ telegram: { linkedAt, isBlocked: false } });
  vi.stubGlobal("fetch", (request: Request) => fixture.fetch(request));
  const theme = JSON.stringify({ bg_color: "#17212b" });
  const hash = new URLSearchParams({ tgWebAppData: "user=7&hash=00", tgWebAppThemeParams: theme });
  window.history.replaceState(null, "", `/telegram/app?startapp=lot_plaza-damai#${hash.toString()}`);
  vi.resetModules();
  const { takeTelegramStart } = await import("../lib/telegram");
  const { wearTheme } = await import("../theme/theme");
  const { createQueryClient } = await import("../api/queries");
  const { settleInTelegram } = await import("./settle");
  takeTelegramStart();
  wearTheme();
  const cache = createQueryClient();
  await settleInTelegram(cache);
  const receive = (window as unknown as Received).Telegram.WebView.receiveEvent;
  return { fixture, cache, receive };
}

test("whose chat is linked is signed in, and Telegram hears that the app is ready", async () => {
  const { fixture, cache } = await settle("2026-11-20T02:00:00Z");
  expect(fixture.asked.find((one) => one.call === "POST /api/telegram/session")?.body).toEqual({
    initData: "user=7&hash=00",
  });
  expect(cache.getQueryData(["me"])).toMatchObject({ email: expect.stringContaining("@") as string });
  expect(told.map(([type]) => type)).toEqual([
    "web_app_setup_back_button",
    "web_app_ready",
    "web_app_expand",
    "web_app_request_theme",
  ]);
});

test("whose chat is nobody's goes on as a guest, and a session from before is over", async () => {
  window.localStorage.setItem("parkpro.signed-in", "yes");
  const { cache } = await settle(null);
  expect(cache.getQueryData(["me"])).toBeNull();
  expect(window.localStorage.getItem("parkpro.signed-in")).toBeNull();
});

test("the app wears Telegram's look, follows when that changes, and keeps the driver's own choice", async () => {
  const { receive } = await settle(null);
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  receive("theme_changed", { theme_params: { bg_color: "#ffffff" } });
  expect(document.documentElement.dataset["theme"]).toBe("light");
  expect(window.localStorage.getItem("parkpro.theme")).toBeNull();

  const { setTheme } = await import("../theme/theme");
  setTheme("dark");
  receive("theme_changed", { theme_params: { bg_color: "#f0f0f0" } });
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  setTheme("system");
  expect(document.documentElement.dataset["theme"]).toBe("light");
});

test("Telegram's way back leads to where all begins, and shows wherever that is not", async () => {
  const { receive } = await settle(null);
  expect(told[0]).toEqual(["web_app_setup_back_button", { is_visible: true }]);
  receive("back_button_pressed");
  expect(window.location.pathname).toBe("/");
  expect(told.at(-1)).toEqual(["web_app_setup_back_button", { is_visible: false }]);
});
