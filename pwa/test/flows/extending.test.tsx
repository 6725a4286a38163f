import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Booking, Extension, ExtensionQuote } from "../../src/api/types";
import { createFixture } from "../fixture/api";
import { bookingFor } from "../fixture/data";
import { openApp } from "../render";

const leaveFor = vi.hoisted(() => vi.fn());
vi.mock("../../src/lib/leave", () => ({ leaveFor }));

const END = "2030-01-07T07:00:00Z"; // 15:00 in Kuala Lumpur
const NOW = Date.parse(END) - 3_600_000; // by the server's clock
const at = (hours: number) => new Date(Date.parse(END) + hours * 3_600_000).toISOString();

function paid(change: Partial<Booking> = {}): Booking {
  return bookingFor(NOW, {
    reference: "PK-PAZD23",
    status: "confirmed",
    startsAt: at(-3),
    endsAt: END,
    holdExpiresAt: null,
    receiptNumber: "PLD-2026-000123",
    paidSen: 1908,
    canExtend: true,
    cancellation: null,
    ...change,
  });
}

function held(change: Partial<Extension> = {}): Extension {
  return {
    id: 7,
    status: "held",
    startsAt: END,
    endsAt: at(1),
    holdExpiresAt: new Date(NOW + 500_000).toISOString(),
    amountSen: 636,
    taxSen: 36,
    lines: [{ kind: "parking", label: "1 h × RM 6.00", amountSen: 600 }],
    payment: null,
    receiptNumber: null,
    createdAt: new Date(NOW - 100_000).toISOString(),
    ...change,
  };
}

/** The fixture with one booking that can be extended; `quoted` changes what a longer stay is said to be. */
function shop(booking: Booking, quoted: Partial<ExtensionQuote> = {}) {
  const fixture = createFixture();
  const usual = fixture.fetch;
  let now = booking;
  fixture.fetch = async (request) => {
    const { pathname } = new URL(request.url);
    const path = pathname.replace("/api/bookings/PK-PAZD23", "");
    if (path === pathname || path === "/pass.svg") return usual(request);
    const body = request.method === "GET" ? null : ((await request.json().catch(() => null)) as unknown);
    fixture.asked.push({ call: `${request.method} ${path}`, body, headers: request.headers });
    const endsAt = (body as { endsAt?: string } | null)?.endsAt ?? "";
    switch (path) {
      case "/extensions/quote":
        return Response.json({
          startsAt: END,
          endsAt,
          amountSen: 636,
          currency: "MYR",
          lines: held().lines,
          taxSen: 36,
          available: true,
          freeUntil: null,
          closesAt: null,
          nearest: [],
          ...quoted,
        });
      case "/extensions":
        now = { ...now, extensions: [held({ endsAt })] };
        return Response.json(now, { status: 201 });
      case "/extensions/7/cancel":
        now = { ...now, extensions: [] };
        return Response.json(now);
      case "/extensions/7/payments":
        return Response.json({ checkoutUrl: "/pay/PX1" }, { status: 201 });
      default:
        return Response.json(now);
    }
  };
  return fixture;
}

// The browser is back from the gateway.
afterEach(() => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true })));

describe("staying longer", () => {
  test("shows the price before it is held, and pays for the end that was chosen", async () => {
    const { user, fixture } = openApp("/bookings/PK-PAZD23", shop(paid()));
    await user.click(await screen.findByTestId("extend"));
    const dialog = await screen.findByTestId("extend-dialog");
    expect(await within(dialog).findByText("1 h × RM 6.00")).toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: /^2.hours more$/ }));
    await waitFor(() => expect(within(dialog).getByTestId("extend-pay")).toBeEnabled());
    expect(within(dialog).getByTestId("extend-end")).toHaveTextContent("17:00");
    expect(fixture.asked.some((one) => one.call === "POST /extensions")).toBe(false);
    expect(within(dialog).getByTestId("extend-pay")).toHaveTextContent("Extend and pay RM 6.36");
    await user.click(within(dialog).getByTestId("extend-pay"));
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith("/pay/PX1"));
    expect(fixture.asked.find((one) => one.call === "POST /extensions")?.body).toEqual({
      endsAt: "2030-01-07T09:00:00Z",
    });
  });

  test("says until when the spot is free, and leads to the nearest equals with everything filled in", async () => {
    const nearest = [
      { spaceId: 30_202, label: "B3", type: "ev" as const, areaId: 3, areaCode: "B1", distanceMetres: 3 },
    ];
    const fixture = shop(paid(), { available: false, freeUntil: "2030-01-07T07:30:00Z", nearest });
    const { user } = openApp("/bookings/PK-PAZD23?extend=1", fixture);
    const conflict = await screen.findByTestId("extend-conflict");
    expect(conflict).toHaveTextContent(/B4 is somebody else's from .*15:30/);
    expect(screen.queryByTestId("extend-pay")).toBeNull();
    await user.click(screen.getByTestId("extend-free-until"));
    expect(screen.getByTestId("extend-end")).toHaveTextContent("15:30");
    await user.click(await screen.findByTestId("nearest-B3"));
    expect(window.location.pathname).toBe("/lots/plaza-damai");
    const query = new URLSearchParams(window.location.search);
    expect([query.get("floor"), query.get("spot"), query.get("from"), query.get("to")]).toEqual([
      "B1",
      "B3",
      "2030-01-07T07:00:00Z",
      "2030-01-07T07:30:00Z",
    ]);
  });

  test("that is held counts down, says what went wrong, and can be paid again or let go", async () => {
    const payment = {
      status: "failed",
      orderId: "PX0",
      code: "RP80",
      message: "Your bank declined it: there was not enough money.",
      canRetry: true,
    } as const;
    const booking = paid({ extensions: [held({ payment })] });
    const { user, fixture } = openApp("/bookings/PK-PAZD23?from=payment", shop(booking));
    const panel = await screen.findByTestId("held-extension");
    expect(within(panel).getByTestId("payment-failed")).toHaveTextContent("not enough money");
    expect(within(panel).getByTestId("countdown")).toBeInTheDocument();
    expect(within(panel).getByTestId("pay")).toHaveTextContent("Pay RM 6.36 again");
    expect(screen.queryByTestId("extend")).toBeNull();
    await user.click(within(panel).getByTestId("extend-release"));
    await waitFor(() => expect(screen.queryByTestId("held-extension")).toBeNull());
    expect(fixture.asked.some((one) => one.call === "POST /extensions/7/cancel")).toBe(true);
  });

  test("that was paid for is listed with its receipt and what all of it cost", async () => {
    const added = held({ status: "confirmed", holdExpiresAt: null, receiptNumber: "PLD-2026-000124" });
    openApp(
      "/bookings/PK-PAZD23?from=payment",
      shop(paid({ endsAt: at(1), extensions: [added], paidSen: 2544 })),
    );
    const list = await screen.findByTestId("extensions");
    expect(within(list).getByRole("link")).toHaveAttribute(
      "href",
      "/api/bookings/PK-PAZD23/receipts/PLD-2026-000124.pdf",
    );
    expect(within(list).getByTestId("paid-total")).toHaveTextContent("RM 25.44");
    expect(screen.getByText(/You can stay until .*16:00/)).toBeInTheDocument();
  });

  test("says that it needs a connection when there is none", async () => {
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
    const fixture = shop(paid());
    const { user } = openApp("/bookings/PK-PAZD23", fixture);
    await user.click(await screen.findByTestId("extend"));
    online.mockReturnValue(false);
    fixture.fetch = vi.fn(() => Promise.reject(new TypeError("no connection")));
    window.dispatchEvent(new Event("offline"));
    expect(await screen.findByText("Staying longer needs a connection.")).toBeInTheDocument();
    expect(screen.getByTestId("extend-pay")).toBeDisabled();
    const dialog = screen.getByTestId("extend-dialog");
    await user.click(within(dialog).getByRole("button", { name: "2 hours more" }));
    await waitFor(() => expect(fixture.fetch).toHaveBeenCalled());
    expect(await within(dialog).findAllByText(/connection/)).toHaveLength(1);
    expect(screen.getByTestId("receipt")).toBeDisabled();
    expect(screen.getByTestId("receipt")).toHaveTextContent("Receipt: when online");
    online.mockRestore();
    window.dispatchEvent(new Event("online"));
  });
});
