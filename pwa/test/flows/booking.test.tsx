import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { leaveFor } from "../../src/lib/leave";
import { WIDE } from "../../src/ui/useMedia";
import { openApp } from "../render";
import { createFixture } from "../fixture/api";
import type { Fixture } from "../fixture/api";
import { FakeEventSource } from "../fakes/event-source";

const LOT = "/lots/plaza-damai?floor=B1&spot=B4";
vi.mock("../../src/lib/leave", () => ({ leaveFor: vi.fn() }));

function posted(fixture: Fixture, call: string) {
  return fixture.asked.filter((one) => one.call === call);
}

async function fillGuest(user: ReturnType<typeof openApp>["user"]) {
  await user.type(await screen.findByLabelText("Number plate"), "wxy1234");
  await user.type(screen.getByLabelText("E-mail"), "aisyah@mail.example");
}

describe("a guest", () => {
  test("sees the server's price and lines, and pays for exactly this spot", async () => {
    const { user, fixture } = openApp(LOT);
    expect(await screen.findByTestId("total")).toHaveTextContent("RM 8.48");
    expect(screen.getByTestId("price-lines")).toHaveTextContent("Service tax 6 %RM 0.48");
    await fillGuest(user);
    await user.click(screen.getByTestId("hold-and-pay"));
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith("/pay/PP1"));
    const [booking] = posted(fixture, "POST /api/bookings");
    expect(booking?.body).toMatchObject({
      spaceId: 30_203,
      plateNumber: "WXY 1234",
      email: "aisyah@mail.example",
    });
    expect(booking?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
    expect(window.location.pathname).toBe("/bookings/PK-7F3K9Q");
    expect(window.localStorage.getItem("parkpro.bookings")).toBe('["PK-7F3K9Q"]');
  });

  test("sees a price that rose in the meantime before it is paid, and is not taken to the gateway", async () => {
    vi.mocked(leaveFor).mockClear();
    // As after the way back from the gateway of the test before.
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    const { user, fixture } = openApp(LOT, createFixture({ dearerBy: 100 }));
    await fillGuest(user);
    await screen.findByTestId("total");
    await user.click(screen.getByTestId("hold-and-pay"));
    expect(await screen.findByTestId("price-changed")).toHaveTextContent("It was RM 8.48 and is now RM 9.48");
    expect(screen.getByTestId("pay")).toHaveTextContent("Pay RM 9.48");
    expect(leaveFor).not.toHaveBeenCalled();
    expect(posted(fixture, "POST /api/bookings/PK-7F3K9Q/payments")).toHaveLength(0);
  });

  test("is told what is missing before anything is sent", async () => {
    const { user, fixture } = openApp(LOT);
    await screen.findByTestId("total");
    await user.click(await screen.findByTestId("hold-and-pay"));
    expect(screen.getByLabelText("Number plate")).toHaveAccessibleDescription(/enter the car's plate/);
    expect(screen.getByLabelText("Number plate")).toHaveFocus();
    expect(screen.getByLabelText("E-mail")).toBeInvalid();
    expect(posted(fixture, "POST /api/bookings")).toHaveLength(0);
  });

  test("who was too late is offered the nearest equals and takes one", async () => {
    const { user } = openApp(LOT, createFixture({ lostSpot: 30_203 }));
    await fillGuest(user);
    await user.click(screen.getByTestId("hold-and-pay"));
    const nearest = await screen.findByTestId("nearest");
    expect(nearest).toHaveTextContent("Somebody booked this spot a moment before you.");
    await user.click(within(nearest).getByTestId("nearest-B1"));
    expect(new URLSearchParams(window.location.search).get("floor")).toBe("B2");
    expect(new URLSearchParams(window.location.search).get("spot")).toBe("B1");
    expect(await screen.findByLabelText("Number plate")).toHaveValue("WXY 1234");
  });

  test("whose connection breaks tries again with the same key, and with another one for a changed request", async () => {
    const fixture = createFixture();
    const answer = fixture.fetch;
    let broken = true;
    fixture.fetch = async (request) => {
      const response = await answer(request);
      if (broken && new URL(request.url).pathname === "/api/bookings") throw new TypeError("network");
      return response;
    };
    const { user } = openApp(LOT, fixture);
    await fillGuest(user);
    await user.click(screen.getByTestId("hold-and-pay"));
    expect(await screen.findByTestId("hold-problem")).toHaveTextContent("We could not reach the server");
    await user.click(screen.getByTestId("hold-and-pay"));
    await waitFor(() => expect(posted(fixture, "POST /api/bookings")).toHaveLength(2));
    await screen.findByTestId("hold-problem");
    broken = false;
    await user.type(screen.getByLabelText("E-mail"), "x");
    await user.click(screen.getByTestId("hold-and-pay"));
    await waitFor(() => expect(posted(fixture, "POST /api/bookings")).toHaveLength(3));
    const keys = posted(fixture, "POST /api/bookings").map((one) => one.headers.get("Idempotency-Key"));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test("sees at once that someone else has just taken the spot", async () => {
    openApp(LOT);
    await screen.findByTestId("total");
    FakeEventSource.last.open();
    FakeEventSource.last.send("spaces", {
      areaId: 3,
      asOf: new Date().toISOString(),
      changes: [{ spaceId: 30_203, state: "held" }],
    });
    expect(await screen.findByTestId("nearest")).toHaveTextContent("B4 is not free any more");
  });

  test("is told when the live news stops", async () => {
    openApp(LOT);
    await screen.findByTestId("total");
    FakeEventSource.last.open();
    FakeEventSource.last.send("stale", { since: new Date().toISOString() });
    expect(await screen.findByText(/Live news stopped at/)).toBeInTheDocument();
  });

  test("applies a promo code and hears why another does not count", async () => {
    const { user } = openApp(LOT);
    await user.click(await screen.findByTestId("promo-open"));
    await user.type(screen.getByLabelText("Promo code"), "damai10{Enter}");
    await waitFor(() => expect(screen.getByTestId("total")).toHaveTextContent("RM 7.68"));
    await user.click(screen.getByRole("button", { name: "Remove the promo code" }));
    await user.click(screen.getByTestId("promo-open"));
    await user.type(screen.getByLabelText("Promo code"), "OTHER{Enter}");
    expect(await screen.findByText(/This code is not known/)).toBeInTheDocument();
  });
});

describe("a guest with a promo code", () => {
  async function apply({ user }: ReturnType<typeof openApp>) {
    await user.click(await screen.findByTestId("promo-open"));
    expect(screen.getByLabelText("Promo code")).toHaveFocus();
    await user.type(screen.getByLabelText("Promo code"), "DAMAI10{Enter}");
  }

  test("is led on by the focus when it is applied and taken away", async () => {
    const app = openApp(LOT);
    await apply(app);
    expect(screen.getByRole("button", { name: "Remove the promo code" })).toHaveFocus();
    await app.user.keyboard("{Enter}");
    expect(screen.getByTestId("promo-open")).toHaveFocus();
  });

  test("is not told of an e-mail address that is still being typed", async () => {
    const app = openApp(LOT);
    await apply(app);
    for (const letter of "aisyah@mail.example") {
      await app.user.type(screen.getByLabelText("E-mail"), letter);
      expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    }
    await waitFor(() => expect(screen.getByTestId("hold-and-pay")).toBeEnabled());
    const asked = posted(app.fixture, "POST /api/quotes").map((one) => one.body as { email?: string | null });
    expect(new Set(asked.flatMap((one) => one.email ?? []))).toEqual(new Set(["aisyah@mail.example"]));
  });

  test("whose address the server does not take reads that at the field", async () => {
    const app = openApp(LOT);
    await apply(app);
    await app.user.type(screen.getByLabelText("E-mail"), "a.b@c@d");
    await app.user.type(screen.getByLabelText("E-mail"), ".e@f");
    await waitFor(() =>
      expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription("This is no e-mail address."),
    );
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

describe("a phone that is turned", () => {
  const shapes = { wide: false };
  const turned = new Set<() => void>();

  function turn(wide: boolean) {
    shapes.wide = wide;
    act(() => turned.forEach((tell) => tell()));
  }

  beforeEach(() => {
    shapes.wide = false;
    vi.spyOn(window, "matchMedia").mockImplementation(
      (query) =>
        ({
          get matches() {
            return query === WIDE && shapes.wide;
          },
          addEventListener: (_: string, tell: () => void) => turned.add(tell),
          removeEventListener: (_: string, tell: () => void) => turned.delete(tell),
        }) as never,
    );
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("while the spot is being held holds it once", async () => {
    const fixture = createFixture();
    const answer = fixture.fetch;
    let hold: (() => void) | undefined;
    fixture.fetch = async (request) => {
      const response = await answer(request);
      if (request.method === "POST" && request.url.endsWith("/api/bookings")) {
        await new Promise<void>((resolve) => (hold = resolve));
      }
      return response;
    };
    const { user } = openApp(LOT, fixture);
    await fillGuest(user);
    await user.click(screen.getByTestId("hold-and-pay"));
    turn(true);
    expect(screen.getByTestId("hold-and-pay")).toBeDisabled();
    expect(screen.getByTestId("hold-and-pay").closest("aside")).not.toBeNull();
    turn(false);
    await user.click(screen.getByTestId("hold-and-pay"));
    await waitFor(() => expect(hold).toBeDefined());
    hold?.();
    await waitFor(() => expect(window.location.pathname).toBe("/bookings/PK-7F3K9Q"));
    expect(posted(fixture, "POST /api/bookings")).toHaveLength(1);
    expect(posted(fixture, "POST /api/bookings/PK-7F3K9Q/payments")).toHaveLength(1);
  });

  test("keeps what was typed and not yet applied", async () => {
    const { user } = openApp(LOT);
    await user.click(await screen.findByTestId("promo-open"));
    await user.type(screen.getByLabelText("Promo code"), "DAM");
    turn(true);
    expect(screen.getByLabelText("Promo code")).toHaveValue("DAM");
  });
});

describe("a driver who is signed in", () => {
  test("books with the default vehicle and no e-mail", async () => {
    const { user, fixture } = openApp(LOT, createFixture({ signedIn: true }));
    expect(await screen.findByTestId("change-car")).toHaveTextContent("WXY 1234");
    await user.click(screen.getByTestId("hold-and-pay"));
    await waitFor(() => expect(leaveFor).toHaveBeenCalled());
    const [booking] = posted(fixture, "POST /api/bookings");
    expect(booking?.body).toMatchObject({ vehicleId: 1 });
    expect(booking?.body).not.toHaveProperty("email");
  });

  test("whose session ended in the middle keeps what was chosen", async () => {
    const fixture = createFixture({ signedIn: true });
    const { user } = openApp(LOT, fixture);
    await screen.findByTestId("change-car");
    fixture.options.signedIn = false;
    const answer = fixture.fetch;
    fixture.fetch = (request) =>
      new URL(request.url).pathname === "/api/bookings"
        ? Promise.resolve(
            Response.json({ status: 401, code: "not_signed_in", detail: "Please sign in." }, { status: 401 }),
          )
        : answer(request);
    await user.click(screen.getByTestId("hold-and-pay"));
    expect(await screen.findByTestId("hold-problem")).toHaveTextContent("You were signed out");
    expect(screen.getByTestId("chosen-spot")).toHaveTextContent("B4");
    expect(await screen.findByLabelText("E-mail")).toBeInTheDocument();
  });
});

describe("the list of spots", () => {
  test("chooses as the map does, and does not offer what is not free", async () => {
    const { user } = openApp("/lots/plaza-damai?floor=B1");
    await user.click(await screen.findByTestId("toggle-list"));
    expect(await screen.findByTestId("spot-B7")).not.toHaveRole("button");
    await user.click(screen.getByTestId("spot-B4"));
    expect(await screen.findByTestId("spot-sheet")).toHaveAccessibleName("Spot B4");
  });
});
