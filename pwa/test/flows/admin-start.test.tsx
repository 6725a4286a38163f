import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Tariff } from "../../src/api/admin/prices";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { current, prices } from "../fixture/prices";
import { settings, setupOf } from "../fixture/settings";
import { createStaffFixture } from "../fixture/staff";
import type { Fixture } from "../fixture/api";
import { openApp } from "../render";

const ALL: Permission[] = ["see_floors", "set_lot", "draw_floors", "set_prices"];
const PLAN = {
  width: 3000,
  height: 2000,
  drawing: { outline: [], walls: [], lanes: [], landmarks: [] },
  spaces: [{ id: null, label: "A1", type: "standard", x: 100, y: 100, width: 250, height: 500, rotation: 0 }],
};

/** The server, as far as it is asked for how far the lot has come. */
function withSetup(fixture: Fixture, setup: () => Response): Fixture {
  const { fetch } = fixture;
  return {
    ...fixture,
    fetch: (request) =>
      new URL(request.url).pathname === "/api/admin/setup" ? Promise.resolve(setup()) : fetch(request),
  };
}

describe("the guided run", () => {
  test("begins for an owner without a car park, and makes one", async () => {
    const made: unknown[] = [];
    const setups = [setupOf(), setupOf({})];
    const fixture = createStaffFixture({
      permissions: ALL,
      lots: 0,
      answers: {
        "POST ": async (request) => {
          made.push(await request.json());
          return Response.json({ ...settings, slug: lot.slug }, { status: 201 });
        },
        [`POST ${lot.slug}/floor-sketch`]: () => Response.json(PLAN),
      },
    });
    const { user } = openApp(
      "/admin",
      withSetup(fixture, () => (made.length > 0 ? setups[1] : setups[0])?.clone() ?? setupOf()),
    );
    expect(await screen.findByTestId("step-title")).toHaveTextContent("Your car park");
    expect(window.location.pathname).toBe("/set-up");
    await user.click(screen.getByTestId("make-lot"));
    expect(made).toEqual([]);
    fireEvent.change(screen.getByLabelText("Name of the car park"), { target: { value: "Plaza Damai" } });
    expect(screen.getByLabelText("Its own address")).toHaveValue("plaza-damai");
    fireEvent.change(screen.getByLabelText("Address"), { target: { value: "Jalan Damai 3" } });
    fireEvent.change(screen.getByLabelText("Your company"), { target: { value: "Damai Parking" } });
    const place = screen.getByLabelText("Coordinates of the entrance");
    for (const wrong of ["", "abc", "3.1390, 200"]) {
      fireEvent.change(place, { target: { value: wrong } });
      await user.click(screen.getByTestId("make-lot"));
      expect(place).toBeInvalid();
    }
    expect(made).toEqual([]);
    fireEvent.change(place, { target: { value: "3.1390, 101.6869" } });
    await user.click(screen.getByTestId("make-lot"));
    await waitFor(() => expect(made).toHaveLength(1));
    expect(made[0]).toMatchObject({ slug: "plaza-damai", timeZone: "Asia/Kuala_Lumpur", latitude: 3.139 });
    const keep = await screen.findByTestId("keep-floor");
    expect(keep).toHaveTextContent("Draw Floor G anew like this");
    fireEvent.change(screen.getByTestId("columns"), { target: { value: "999" } });
    await user.click(keep);
    expect(screen.getByTestId("columns")).toHaveFocus();
    expect(window.location.pathname).toBe(`/set-up/${lot.slug}/floor`);
  });

  test("goes on where what there is ends, and not beyond it", async () => {
    const fixture = createStaffFixture({
      permissions: ALL,
      answers: {
        [`GET ${lot.slug}/prices`]: () =>
          Response.json({
            currency: "MYR",
            tables: [],
            terms: {
              cancellationPolicy: [],
              taxBasisPoints: 600,
              taxIncluded: false,
              taxRegistration: "",
            },
          }),
        [`POST ${lot.slug}/prices/preview`]: () =>
          Response.json({ amountSen: 300, taxSen: 0, taxIncluded: false, currency: "MYR", lines: [] }),
      },
    });
    openApp(
      `/set-up/${lot.slug}/open`,
      withSetup(fixture, () => setupOf({ hasFloor: true })),
    );
    expect(await screen.findByTestId("simple-prices")).toBeInTheDocument();
    expect(window.location.pathname).toBe(`/set-up/${lot.slug}/prices`);
    expect(screen.queryByTestId("step-open")).not.toBeInTheDocument();
    expect(await screen.findByTestId("example-24")).toHaveTextContent(/RM.3.00/);
    const least = screen.getByTestId("least-price");
    fireEvent.change(least, { target: { value: "x" } });
    fireEvent.click(screen.getByTestId("keep-prices"));
    expect(least).toHaveFocus();
    expect(window.location.pathname).toBe(`/set-up/${lot.slug}/prices`);
  });

  test("replaces no prices that somebody else set meanwhile before they are seen", async () => {
    const asked: { seen: unknown }[] = [];
    let tables: Tariff[] = [];
    const fixture = createStaffFixture({
      permissions: ALL,
      answers: {
        [`GET ${lot.slug}/prices`]: () => Response.json({ ...prices, tables }),
        [`PATCH ${lot.slug}/prices/terms`]: () => Response.json(prices.terms),
        [`POST ${lot.slug}/prices`]: async (request) => {
          asked.push((await request.json()) as { seen: unknown });
          if (asked.length > 1) return Response.json({ ...prices, tables }, { status: 201 });
          tables = [current];
          return Response.json({ code: "tariff_changed", detail: "Siti was first." }, { status: 409 });
        },
        [`POST ${lot.slug}/prices/preview`]: () =>
          Response.json({ amountSen: 300, taxSen: 0, taxIncluded: false, currency: "MYR", lines: [] }),
      },
    });
    const { user } = openApp(
      `/set-up/${lot.slug}/prices`,
      withSetup(fixture, () => setupOf({ hasFloor: true, hasPrices: asked.length > 1 })),
    );
    const hour = await screen.findByTestId("hour-price");
    fireEvent.change(hour, { target: { value: "7.00" } });
    await user.click(screen.getByTestId("keep-prices"));
    const conflict = await screen.findByTestId("conflict");
    expect(conflict).toHaveTextContent("Siti was first.");
    expect(hour).toHaveValue("7.00");
    await user.click(within(conflict).getByTestId("keep-mine"));
    await waitFor(() => expect(window.location.pathname).toBe(`/set-up/${lot.slug}/payments`));
    expect(asked[0]?.seen).toBeNull();
    expect(asked[1]?.seen).toMatchObject({ name: current.name, rateSen: current.rateSen });
  });

  test("ends when the first booking is there, wherever it was made", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let hasBooking = false;
    const ready = { hasFloor: true, hasPrices: true, isListed: true };
    openApp(
      `/set-up/${lot.slug}`,
      withSetup(createStaffFixture({ permissions: ALL }), () => setupOf({ ...ready, hasBooking })),
    );
    expect(await screen.findByTestId("book-first")).toHaveAttribute("href", `/lots/${lot.slug}`);
    hasBooking = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await screen.findByTestId("is-open")).toHaveTextContent(`${lot.name} is open`);
    vi.useRealTimers();
  });

  test("is the owner's alone", async () => {
    openApp("/set-up", createStaffFixture({ permissions: ALL, everywhere: false }));
    expect(await screen.findByRole("heading", { name: "Only the owner adds car parks" })).toBeInTheDocument();
  });

  test("is led back to from the dashboard, and to another car park", async () => {
    const { user } = openApp(
      `/admin/${lot.slug}`,
      withSetup(createStaffFixture({ permissions: ALL }), () => setupOf({ hasFloor: true })),
    );
    expect(await screen.findByTestId("unfinished")).toBeInTheDocument();
    const [choice] = screen.getAllByTestId("lot-switch");
    if (choice) await user.selectOptions(choice, "+");
    expect(await screen.findByTestId("new-lot")).toBeInTheDocument();
    expect(window.location.pathname).toBe("/set-up");
  });
});
