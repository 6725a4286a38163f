import { read, write } from "../lib/storage";

const MARK = "reloaded-at";
const ONCE_IN_MS = 20_000;

/**
 * A part of the app that is not there any more, because a newer version took its place, is no fault: the page is
 * loaded again, once. If that does not help, the fault is shown.
 */
export function reloadForGoneParts(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(read("session", MARK) ?? 0);
    if (Date.now() - last < ONCE_IN_MS) return;
    write("session", MARK, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
