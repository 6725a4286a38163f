import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { FakeEventSource } from "../fakes/event-source";
import { createFixture } from "../fixture/api";
import { bookingFor } from "../fixture/data";
import { openApp } from "../render";

describe("a booking", () => {
  test("that is held counts down by the server's clock and can be paid", async () => {
    // The server is an hour ahead of this device.
    openApp("/bookings/PK-7F3K9Q", createFixture({ now: () => Date.now() + 3_600_000 }));
    expect(await screen.findByTestId("countdown")).toHaveTextContent(/^9:3\d$/);
    expect(screen.getByTestId("pay")).toHaveTextContent("Pay RM 19.08");
  });

  test("whose payment failed says what went wrong in the server's words", async () => {
    openApp("/bookings/PK-FAZL23");
    expect(await screen.findByTestId("payment-failed")).toHaveTextContent("Your bank declined it");
    expect(screen.getByTestId("pay")).toHaveTextContent("again");
  });

  test("follows the stream from waiting to confirmed without being touched", async () => {
    const fixture = createFixture();
    const answer = fixture.fetch;
    let paid = false;
    fixture.fetch = (request) =>
      paid && request.url.endsWith("/api/bookings/PK-PEND23")
        ? Promise.resolve(
            Response.json(
              bookingFor(Date.now(), {
                reference: "PK-PEND23",
                status: "confirmed",
                holdExpiresAt: null,
                receiptNumber: "PLD-2026-000123",
                pass: "pass",
              }),
            ),
          )
        : answer(request);
    openApp("/bookings/PK-PEND23?from=payment", fixture);
    expect(await screen.findByTestId("payment-pending")).toBeInTheDocument();
    paid = true;
    const stream = FakeEventSource.opened.find((one) => one.url.includes("booking=PK-PEND23"));
    stream?.open();
    stream?.send("booking", { reference: "PK-PEND23", status: "confirmed", paymentStatus: "captured" });
    await waitFor(() =>
      expect(screen.getByTestId("booking-status")).toHaveTextContent("Your spot is booked"),
    );
    expect(screen.getByTestId("receipt")).toHaveAttribute("href", "/api/bookings/PK-PEND23/receipt.pdf");
    expect(screen.getByTestId("pass")).toBeInTheDocument();
  });

  test("shows what comes back before it is cancelled", async () => {
    const { user, fixture } = openApp("/bookings/PK-PAZD23", createFixture({ signedIn: true }));
    await user.click(await screen.findByTestId("cancel"));
    expect(screen.getByTestId("refund-amount")).toHaveTextContent("RM 19.08");
    expect(fixture.asked.some((one) => one.call.endsWith("/cancel"))).toBe(false);
    await user.click(screen.getByTestId("cancel-confirm"));
    await waitFor(() => expect(screen.getByTestId("booking-status")).toHaveTextContent("Booking cancelled"));
  });

  test("opened by its secret link takes the key out of the address at once", async () => {
    const fixture = createFixture();
    const answer = fixture.fetch;
    fixture.fetch = (request) => {
      if (request.url.endsWith("/access")) {
        return request
          .clone()
          .json()
          .then((body: unknown) => {
            expect(body).toEqual({ key: "secret" });
            return Response.json(bookingFor(Date.now()));
          });
      }
      return answer(request);
    };
    openApp("/bookings/PK-7F3K9Q#key=secret", fixture);
    expect(await screen.findByTestId("booking-status")).toHaveTextContent("Your spot is waiting");
    expect(window.location.hash).toBe("");
    expect(window.localStorage.getItem("parkpro.bookings")).toContain("PK-7F3K9Q");
    expect(screen.getByTestId("copy-link")).toBeInTheDocument();
  });

  test("of somebody else is not shown, in the server's words", async () => {
    openApp("/bookings/PK-NOPE23");
    expect(await screen.findByText("This booking is not known.")).toBeInTheDocument();
    expect(screen.getByText("This booking cannot be shown here")).toBeInTheDocument();
  });
});

describe("my bookings", () => {
  test("of a guest are those this phone remembers, and a vanished one is forgotten", async () => {
    window.localStorage.setItem("parkpro.bookings", '["PK-7F3K9Q","PK-NOPE23"]');
    openApp("/bookings");
    expect(await screen.findByTestId("booking-list")).toHaveTextContent("Plaza Damai");
    await waitFor(() => expect(window.localStorage.getItem("parkpro.bookings")).toBe('["PK-7F3K9Q"]'));
  });
});

describe("signing in", () => {
  test("goes back to where the driver came from, and nowhere else", async () => {
    const { user } = openApp("/sign-in?next=%2F%2Fevil.example%2Fsteal");
    await user.type(await screen.findByLabelText("E-mail"), "aisyah@mail.example");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByTestId("sign-in"));
    expect(await screen.findByTestId("form-problem")).toHaveTextContent("E-mail and password do not match.");
    await user.type(screen.getByLabelText("Password"), "-no-more");
    await user.click(screen.getByTestId("sign-in"));
    await waitFor(() => expect(window.location.pathname).toBe("/"));
  });
});

test("the app speaks Malay", async () => {
  openApp("/", createFixture(), "ms");
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Petak anda, sebelum anda tiba");
  expect(await screen.findByTestId("lot-plaza-damai")).toHaveTextContent("85 petak kosong sekarang");
});
