import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { createFixture } from "../fixture/api";
import { openApp } from "../render";

describe("finding the spot", () => {
  test("of a booking that is not to be found says that another one is shown", async () => {
    openApp("/find?booking=PK-CANC23", createFixture({ signedIn: true }));
    expect(await screen.findByTestId("find-another")).toHaveTextContent(
      "The way to PK-CANC23 cannot be shown",
    );
    expect(screen.getByTestId("find-spot")).toBeInTheDocument();
  });

  test("of the booking that was asked for says nothing of others", async () => {
    openApp("/find?booking=PK-PAZD23", createFixture({ signedIn: true }));
    await screen.findByTestId("find-spot");
    expect(screen.queryByTestId("find-another")).not.toBeInTheDocument();
  });

  test("can be tried again when the bookings could not be had", async () => {
    const fixture = createFixture({ signedIn: true });
    const answer = fixture.fetch;
    let broken = true;
    fixture.fetch = (request) =>
      broken && new URL(request.url).pathname === "/api/bookings"
        ? Promise.resolve(new Response(null, { status: 500 }))
        : answer(request);
    const { user } = openApp("/find", fixture);
    const again = await screen.findByRole("button", { name: "Try again" });
    broken = false;
    await user.click(again);
    await waitFor(() => expect(screen.getByTestId("find-spot")).toBeInTheDocument());
  });
});
