import { useSyncExternalStore } from "react";
import { read, remove, write } from "../lib/storage";

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
  if (theme === "system") {
    remove("local", "theme");
    delete document.documentElement.dataset["theme"];
  } else {
    write("local", "theme", theme);
    document.documentElement.dataset["theme"] = theme;
  }
  listeners.forEach((listener) => listener());
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchColours, chosen);
}
