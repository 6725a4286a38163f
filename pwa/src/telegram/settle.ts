/** What the app does inside Telegram and nowhere else. */
import type { QueryClient } from "@tanstack/react-query";
import { navigate } from "wouter/use-browser-location";
import { enterFromTelegram } from "../api/telegram";
import {
  fieldOf,
  isFramed,
  noteTelegramLook,
  saidByTelegram,
  takeInitData,
  tellTelegram,
} from "../lib/telegram";
import { routes } from "../routes";
import { wearTheme } from "../theme/theme";

type Hear = (type: string, data?: unknown) => void;

/** Wears Telegram's look, speaks with it, and signs in whoever it says has opened the app. */
export async function settleInTelegram(cache: QueryClient): Promise<void> {
  const back = followBack();
  listen((type, data) => {
    if (type === "back_button_pressed") back();
    else if (type === "theme_changed") {
      noteTelegramLook(fieldOf(data, "theme_params"));
      wearTheme();
    }
  });
  tellTelegram("web_app_ready");
  tellTelegram("web_app_expand");
  tellTelegram("web_app_request_theme");
  const initData = takeInitData();
  // Who cannot be signed in goes on as a guest.
  if (initData !== null) await enterFromTelegram(cache, initData).catch(() => undefined);
}

/** Telegram calls these, each kind of it another, or sends messages to the frame. */
function listen(hear: Hear): void {
  const receiver = { receiveEvent: hear };
  Object.assign(window, {
    Telegram: { WebView: receiver },
    TelegramGameProxy: receiver,
    TelegramGameProxy_receiveEvent: hear,
  });
  if (!isFramed()) return;
  window.addEventListener("message", (event) => {
    const said = saidByTelegram(event);
    if (said) hear(said.type, said.data);
  });
}

/**
 * Telegram's own way back stands in its head wherever there is one: to the page before, or from the first one to where
 * all begins. Returns what it does.
 */
function followBack(): () => void {
  let behind = 0;
  const show = () =>
    tellTelegram("web_app_setup_back_button", { is_visible: window.location.pathname !== routes.home });
  // The router sends these names when it moves.
  window.addEventListener("pushState", () => {
    behind += 1;
    show();
  });
  window.addEventListener("replaceState", show);
  window.addEventListener("popstate", () => {
    behind = Math.max(0, behind - 1);
    show();
  });
  show();
  return () => {
    if (behind > 0) window.history.back();
    else navigate(routes.home, { replace: true });
  };
}
