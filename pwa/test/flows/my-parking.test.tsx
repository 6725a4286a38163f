import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { createFixture } from "../fixture/api";
import { bookingFor } from "../fixture/data";
import { openApp } from "../render";

describe("my parking", () => {
  test("shows the past page by page, each with its receipt and the way to book it again", async () => {
    const { user } = openApp("/bookings", createFixture({ signedIn: true }));
    const past = await screen.findByTestId("past-list");
    expect(within(past).getAllByTestId("book-again")).toHaveLength(3);
    while (screen.queryByTestId("past-more")) {
      await user.click(screen.getByTestId("past-more"));
      await waitFor(() => expect(screen.queryByText("Fetching more")).not.toBeInTheDocument());
    }
    expect(within(past).getAllByTestId("book-again")).toHaveLength(8);
    expect(within(past).getAllByRole("link", { name: /^Receipt/ })[0]).toHaveAttribute(
      "href",
      "/api/bookings/PK-CANC23/receipt.pdf",
    );
    expect(within(past).getByText(/Refund on its way: RM 9.54/)).toBeInTheDocument();
  });

  test("has the pass of a stay under way one press away", async () => {
    const { user } = openApp("/bookings", createFixture({ signedIn: true }));
    const cards = await screen.findAllByTestId("now-card");
    const stay = cards.find((card) => within(card).queryByTestId("show-pass"));
    if (!stay) throw new Error("no stay is under way");
    expect(within(stay).getByTestId("time-left")).toHaveTextContent(/^1:2[45]:\d\d$/);
    await user.click(within(stay).getByTestId("show-pass"));
    const dialog = within(screen.getByTestId("pass-dialog"));
    expect(await dialog.findByRole("img", { name: /PK-NQWW23/ })).toBeInTheDocument();
  });

  test("leads to the way to the spot of each stay", async () => {
    const { user } = openApp("/bookings", createFixture({ signedIn: true }));
    const links = await screen.findAllByRole("link", { name: "Find your spot" });
    const addresses = ["/find?booking=PK-NQWW23", "/find?booking=PK-BKD23M"];
    expect(links.map((link) => link.getAttribute("href")).toSorted()).toEqual(addresses.toSorted());
    // The stay that began later: not the one that the page shows by itself.
    const later = links.find((link) => link.getAttribute("href") === addresses[1]);
    if (!later) throw new Error("the stay has no link");
    await user.click(later);
    const pass = await screen.findByRole("link", { name: "Pass and booking" });
    expect(pass).toHaveAttribute("href", "/bookings/PK-BKD23M");
  });

  test("adds up this month, this year and all", async () => {
    const { user } = openApp("/bookings", createFixture({ signedIn: true }));
    const totals = await screen.findByTestId("totals");
    expect(totals).toHaveTextContent("Stays4Parked12.5 hPaidRM 63.60RefundedRM 19.08");
    await user.click(within(totals).getByRole("button", { name: "Ever" }));
    expect(totals).toHaveTextContent("Stays58Parked176 hPaidRM 912.70");
  });

  test("drops a hold at the moment when it runs out, and asks the server", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const fixture = createFixture();
    const lapses = new Date(Date.now() + 10_000).toISOString();
    const answer = fixture.fetch;
    let times = 0;
    fixture.fetch = (request) => {
      if (new URL(request.url).pathname !== "/api/bookings/PK-7F3K9Q") return answer(request);
      times += 1;
      return Promise.resolve(Response.json(bookingFor(Date.now(), { holdExpiresAt: lapses })));
    };
    window.localStorage.setItem("parkpro.bookings", '["PK-7F3K9Q"]');
    openApp("/bookings", fixture);
    expect(await screen.findByTestId("now-card")).toBeInTheDocument();
    const before = times;

    await act(() => vi.advanceTimersByTimeAsync(11_500));

    expect(times).toBe(before + 1);
    expect(screen.queryByTestId("now-card")).not.toBeInTheDocument();
    expect(screen.getByTestId("past-list")).toHaveTextContent("Not paid in time");
    expect(screen.getByTestId("book-again")).toBeInTheDocument();
    vi.useRealTimers();
  });

  test("becomes that of a guest when the session has ended", async () => {
    window.localStorage.setItem("parkpro.signed-in", "yes");
    const fixture = createFixture({ signedIn: true });
    const { cache } = openApp("/bookings", fixture);
    await screen.findByTestId("totals");
    fixture.options.signedIn = false;
    await cache.invalidateQueries({ queryKey: ["bookings"] });
    expect(await screen.findByText("Nothing booked right now.")).toBeInTheDocument();
    expect(screen.queryByTestId("totals")).not.toBeInTheDocument();
  });
});
