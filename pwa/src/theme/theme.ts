import { useSyncExternalStore } from "react";
import { read, remove, write } from "../lib/storage";
import { telegramLook } from "../lib/telegram";

export type Theme = "light" | "dark" | "system";

const listeners = new Set<() => void>();
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Calls back whenever the colours on the screen change, whoever changed them. */
export function watchColours(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener("change", listener);
  };
}

function chosen(): Theme {
  const theme = read("local", "theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function setTheme(theme: Theme): void {
  if (theme === "system") remove("local", "theme");
  else write("local", "theme", theme);
  wearTheme();
}

/** Shows what is chosen. Inside Telegram, its look is the system's. `theme-boot.js` does the same at the start. */
export function wearTheme(): void {
  const theme = chosen();
  const worn = theme === "system" ? (telegramLook() ?? theme) : theme;
  if (worn === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = worn;
  colourTheFrame(worn);
  listeners.forEach((listener) => listener());
}

/** The frame that a phone draws around the app follows it too. */
function colourTheFrame(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const look = meta.dataset["look"] ?? "";
    meta.media = theme === "system" ? `(prefers-color-scheme: ${look})` : look === theme ? "all" : "not all";
  }
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchColours, chosen);
}
