import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { APP_PAGES, NEVER_KEPT } from "./addresses";

const isPage = (address: string) => APP_PAGES.some((page) => page.test(address));
const isNeverKept = (address: string) => NEVER_KEPT.some((one) => one.test(address));

describe("the service worker", () => {
  test("knows every page of the app", () => {
    const source = readFileSync("src/App.tsx", "utf8");
    const paths = [...source.matchAll(/<Route path="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const address = path.replace(":section", "bookings").replace(/:\w+\??/g, "PK-7F3K9Q");
      expect(isPage(address), address).toBe(true);
      expect(isPage(`${address}?from=payment`), address).toBe(true);
      expect(isNeverKept(address), address).toBe(false);
    }
  });

  test.each([
    "api/me",
    "api/bookings/PK-7F3K9Q/pass.svg",
    "payments/ringgitpay/return",
    "pay/PK-7F3K9Q",
    "demo/mail",
    "tiles/3/4/2.png",
    "telegram/app?startapp=lot_plaza-damai",
    "healthz",
    "bookings/PK-7F3K9Q/receipt.pdf",
    "lots/plaza.pdf?x=1",
  ])("leaves /%s to the server", (address) => {
    expect(isNeverKept(`/${address}`)).toBe(true);
  });
});
