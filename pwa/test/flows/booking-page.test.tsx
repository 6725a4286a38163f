import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { answered } from "../../src/api/reach";
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

  test("whose refund became less meanwhile is not cancelled before the driver has seen how much", async () => {
    const { user, fixture } = openApp("/bookings/PK-PAZD23", createFixture({ signedIn: true }));
    await user.click(await screen.findByTestId("cancel"));
    fixture.options.refundNow = 954;
    await user.click(screen.getByTestId("cancel-confirm"));
    expect(await screen.findByRole("alert")).toHaveTextContent("The refund has become less.");
    expect(screen.getByTestId("refund-amount")).toHaveTextContent("RM 9.54");
    await user.click(screen.getByTestId("cancel-confirm"));
    await waitFor(() => expect(screen.getByTestId("booking-status")).toHaveTextContent("Booking cancelled"));
    const shown = fixture.asked.filter((one) => one.call.endsWith("/cancel")).map((one) => one.body);
    expect(shown).toEqual([{ expectedRefundSen: 1908 }, { expectedRefundSen: 954 }]);
  });

  test("that was cancelled shows what comes back beside what was paid", async () => {
    openApp("/bookings/PK-CANC23", createFixture({ signedIn: true }));
    const line = await screen.findByTestId("refund-line");
    expect(line).toHaveTextContent("Refund on its way\u2212RM 9.54");
    expect(screen.getByText("Your refund of RM 9.54 is on its way.")).toBeInTheDocument();
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

  describe("whose secret link is opened", () => {
    /** A server that lets a guest see the booking only after the trade of the key. */
    function guarded(answers: number[]) {
      const fixture = createFixture();
      const keys: unknown[] = [];
      let open = false;
      fixture.fetch = async (request) => {
        if (request.url.endsWith("/access")) {
          keys.push(((await request.clone().json()) as { key: unknown }).key);
          const status = answers.shift() ?? 200;
          open = status === 200;
          return open
            ? Response.json(bookingFor(Date.now()))
            : Response.json({ detail: `The server said ${status}.` }, { status });
        }
        return open
          ? Response.json(bookingFor(Date.now()))
          : Response.json({ code: "booking_not_found", detail: "Not known." }, { status: 404 });
      };
      return { fixture, keys };
    }

    test.each([500, 429])("keeps the key when the server answers %i, and tries it again", async (status) => {
      const { fixture, keys } = guarded([status]);
      const { user } = openApp("/bookings/PK-7F3K9Q#key=secret", fixture);
      expect(await screen.findByText(`The server said ${status}.`)).toBeInTheDocument();
      expect(screen.queryByText("This booking cannot be shown here")).not.toBeInTheDocument();
      expect(window.location.hash).toBe("");
      await user.click(screen.getByRole("button", { name: "Try again" }));
      expect(await screen.findByTestId("booking-status")).toHaveTextContent("Your spot is waiting");
      expect(keys).toEqual(["secret", "secret"]);
      expect(screen.getByTestId("copy-link")).toBeInTheDocument();
    });

    test("tries again by itself when the server can be reached again", async () => {
      const { fixture, keys } = guarded([503]);
      openApp("/bookings/PK-7F3K9Q#key=secret", fixture);
      await screen.findByText("The server said 503.");
      act(() => void window.dispatchEvent(new Event("offline")));
      act(() => answered(performance.now()));
      expect(await screen.findByTestId("booking-status")).toBeInTheDocument();
      expect(keys).toHaveLength(2);
    });

    test("shows it when the link is pasted into the tab that could not", async () => {
      const { fixture, keys } = guarded([]);
      openApp("/bookings/PK-7F3K9Q", fixture);
      await screen.findByText("This booking cannot be shown here");
      window.location.hash = "#key=secret";
      expect(await screen.findByTestId("booking-status")).toHaveTextContent("Your spot is waiting");
      expect(window.location.hash).toBe("");
      expect(keys).toEqual(["secret"]);
    });

    test.each(["#key=", "#key"])("without a key is one that cannot be shown: %s", async (hash) => {
      const { fixture, keys } = guarded([]);
      openApp(`/bookings/PK-7F3K9Q${hash}`, fixture);
      expect(await screen.findByText("This booking cannot be shown here")).toBeInTheDocument();
      expect(keys).toEqual([]);
    });

    test("with a key that is wrong is one that cannot be shown", async () => {
      const { fixture } = guarded([404]);
      openApp("/bookings/PK-7F3K9Q#key=wrong", fixture);
      expect(await screen.findByText("This booking cannot be shown here")).toBeInTheDocument();
    });
  });

  test("of somebody else is not shown, in the server's words", async () => {
    openApp("/bookings/PK-NOPE23");
    expect(await screen.findByText("This booking is not known.")).toBeInTheDocument();
    expect(screen.getByText("This booking cannot be shown here")).toBeInTheDocument();
  });
});

describe("a car that stays too long", () => {
  const late = bookingFor(Date.now() - 4 * 3_600_000, {
    status: "completed",
    startsAt: new Date(Date.now() - 4 * 3_600_000).toISOString(),
    endsAt: new Date(Date.now() - 70 * 60_000).toISOString(),
    holdExpiresAt: null,
    serverTime: new Date().toISOString(),
    stay: { enteredAt: new Date(Date.now() - 4 * 3_600_000).toISOString(), exitedAt: null },
    owed: {
      amountSen: 1272,
      taxSen: 72,
      minutesOver: 70,
      lines: [{ kind: "overstay", label: "Overstay: 2 h × RM 6.00", amountSen: 1200 }],
    },
  });

  function fixtureOf(booking: typeof late) {
    const fixture = createFixture();
    const answer = fixture.fetch;
    fixture.fetch = (request) => {
      if (request.url.endsWith(`/api/bookings/${booking.reference}`)) {
        return Promise.resolve(Response.json(booking));
      }
      if (request.url.endsWith("/owed/payments")) {
        return Promise.resolve(
          Response.json(
            { code: "exit_fee_not_found", detail: "Nothing is owed here.", status: 404 },
            { status: 404, headers: { "Content-Type": "application/problem+json" } },
          ),
        );
      }
      return answer(request);
    };
    return fixture;
  }

  test("tells what is owed, what it is made of, and the way to pay", async () => {
    const { user } = openApp("/bookings/PK-7F3K9Q", fixtureOf(late));
    const card = await screen.findByTestId("owed");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Your time is over");
    expect(card).toHaveTextContent("RM 12.72");
    expect(card).toHaveTextContent("2 h × RM 6.00");
    expect(card).toHaveTextContent("1 hour 10 minutes ago");
    await user.click(screen.getByTestId("pay-owed"));
    expect(await screen.findByText("Nothing is owed here.")).toBeInTheDocument();
  });

  test("that is gone owes all the same", async () => {
    const now = new Date().toISOString();
    const gone = { ...late, stay: { enteredAt: late.startsAt, exitedAt: now } };
    openApp("/bookings/PK-7F3K9Q", fixtureOf(gone));
    expect(await screen.findByTestId("owed")).toHaveTextContent("Still to be paid");
  });

  test("comes first among the driver's bookings", async () => {
    window.localStorage.setItem("parkpro.bookings", '["PK-7F3K9Q"]');
    openApp("/bookings", fixtureOf(late));
    expect(await screen.findByTestId("now-owed")).toHaveTextContent("pay RM 12.72");
  });
});

describe("my bookings", () => {
  test("of a guest are those this phone remembers, and a vanished one is forgotten", async () => {
    window.localStorage.setItem("parkpro.bookings", '["PK-7F3K9Q","PK-NOPE23"]');
    openApp("/bookings");
    expect(await screen.findByTestId("now-card")).toHaveTextContent("Plaza Damai");
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
