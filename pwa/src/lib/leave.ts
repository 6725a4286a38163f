import { isFramed, tellTelegram } from "./telegram";

/** Leaves the app for another page, such as the gateway's. That of a bank shows in no frame: it opens beside the app. */
export function leaveFor(address: string): void {
  if (isFramed()) tellTelegram("web_app_open_link", { url: new URL(address, window.location.href).href });
  else window.location.assign(address);
}
