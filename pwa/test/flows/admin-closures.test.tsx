import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Closure, InTheWay } from "../../src/api/admin/types";
import { FakeEventSource } from "../fakes/event-source";
import { lot } from "../fixture/data";
import { ATTENDANT, createStaffFixture, first, ground, second } from "../fixture/staff";
import type { StaffOptions } from "../fixture/staff";
import { openApp } from "../render";

const LIVE = `/admin/${lot.slug}`;
const [one, two] = ground?.spaces.map(({ label }) => label) ?? [];
const booked: InTheWay = {
  reference: "PK-BOOKED2",
  status: "confirmed",
  plateNumber: "WXY 1234",
  name: "Aina",
  isIn: true,
  spaceLabel: two ?? "",
  startsAt: "2026-11-22T06:00:00Z",
  endsAt: "2026-11-22T09:00:00Z",
  goesTo: { spaceId: 9, label: "B5", type: "standard", areaId: 2, areaCode: "G", distanceMetres: 8 },
};

interface Body {
  spaceIds: number[];
  reason: string;
  startsAt: string | null;
  endsAt: string | null;
}

function desk(bookings: InTheWay[], answers: StaffOptions["answers"] = {}) {
  const closed: Body[] = [];
  const fixture = createStaffFixture({
    permissions: ATTENDANT,
    answers: {
      [`POST ${lot.slug}/closures/preview`]: () => Response.json({ bookings }),
      [`POST ${lot.slug}/closures`]: async (request) => {
        const body = (await request.json()) as Body;
        closed.push(body);
        const spots = body.spaceIds.map((spaceId, i) => ({
          spaceId,
          closureId: i + 1,
          moved: bookings
            .filter(({ goesTo }) => i === 0 && goesTo)
            .map(({ reference }) => ({ reference, areaCode: "G", spaceLabel: "B5" })),
          displaced: bookings.filter(({ goesTo }) => i === 0 && !goesTo).map(({ reference }) => reference),
        }));
        return Response.json({ spots }, { status: 201 });
      },
      ...answers,
    },
  });
  return { closed, fixture };
}

describe("closing from the live page", () => {
  test("takes two clicks: the spot's button, and the dialog's", async () => {
    const { closed, fixture } = desk([]);
    const { user } = openApp(`${LIVE}?floor=G&spot=${two}`, fixture);
    await user.click(await screen.findByTestId("close-spot"));
    const confirm = screen.getByTestId("close-confirm");
    await waitFor(() => expect(confirm).toBeEnabled());
    expect(screen.getByTestId("nobody-booked")).toBeInTheDocument();
    await user.click(confirm);
    expect(await screen.findByText("1 spot is closed")).toBeInTheDocument();
    expect(closed).toEqual([{ spaceIds: [second], reason: "Repair", startsAt: null, endsAt: null }]);
  });

  test("tells who is booked there and what becomes of them, and then what did", async () => {
    const alone = { ...booked, reference: "PK-NOWHERE", goesTo: null, isIn: false };
    const { fixture } = desk([booked, alone]);
    const { user } = openApp(`${LIVE}?floor=G&spot=${two}`, fixture);
    await user.click(await screen.findByTestId("close-spot"));
    const list = await screen.findByTestId("booked-there");
    expect(list).toHaveTextContent(
      /PK-BOOKED2.*moves to G · B5, for the same price.*Its car stands there now/,
    );
    expect(list).toHaveTextContent(/PK-NOWHERE.*gets all the money back/);
    await user.click(screen.getByTestId("close-confirm"));
    const done = await screen.findByTestId("closed-dialog");
    expect(done).toHaveTextContent("PK-BOOKED2 has G · B5 now, and was told");
    expect(done).toHaveTextContent("PK-NOWHERE lost its spot, gets all the money back, and was told");
  });

  test("is for a period, whose end is after its start, with a reason of one's own", async () => {
    const { closed, fixture } = desk([]);
    const { user } = openApp(`${LIVE}?floor=G&spot=${two}`, fixture);
    await user.click(await screen.findByTestId("close-spot"));
    const dialog = screen.getByTestId("close-dialog");
    await user.click(within(dialog).getByRole("button", { name: "For a period" }));
    const [from, until] = [within(dialog).getByLabelText("From"), within(dialog).getByLabelText("Until")];
    await user.clear(until);
    await user.type(until, "2020-01-01T10:00");
    expect(dialog).toHaveTextContent("The end has to be after the start.");
    expect(screen.getByTestId("close-confirm")).toBeDisabled();
    for (const [field, value] of [
      [from, "2099-01-01T10:00"],
      [until, "2099-01-01T12:00"],
    ] as const) {
      await user.clear(field);
      await user.type(field, value);
    }
    const reason = within(dialog).getByLabelText("Reason");
    await user.clear(reason);
    await user.type(reason, "Lift inspection");
    await waitFor(() => expect(screen.getByTestId("close-confirm")).toBeEnabled());
    expect(screen.getByTestId("close-confirm")).toHaveTextContent("Plan the closure");
    await user.click(screen.getByTestId("close-confirm"));
    await waitFor(() =>
      expect(closed).toMatchObject([
        {
          reason: "Lift inspection",
          startsAt: "2099-01-01T02:00:00.000Z",
          endsAt: "2099-01-01T04:00:00.000Z",
        },
      ]),
    );
  });

  test("takes several spots, chosen in the list", async () => {
    const { closed, fixture } = desk([]);
    const { user } = openApp(`${LIVE}?select=yes`, fixture);
    expect(await screen.findByTestId("selection")).toHaveTextContent("No spot chosen yet");
    await user.click(screen.getByTestId("toggle-list"));
    for (const label of [one, two, two, two]) await user.click(await screen.findByTestId(`spot-${label}`));
    expect(screen.getByTestId(`spot-${two}`)).toBeChecked();
    expect(screen.getByTestId("selection")).toHaveTextContent(`2 spots chosenG · ${one}, G · ${two}`);
    await user.click(screen.getByTestId("close-selection"));
    await waitFor(() => expect(screen.getByTestId("close-confirm")).toBeEnabled());
    await user.click(screen.getByTestId("close-confirm"));
    await waitFor(() => expect(closed.map(({ spaceIds }) => spaceIds)).toEqual([[first, second]]));
    await waitFor(() => expect(screen.queryByTestId("selection")).not.toBeInTheDocument());
  });
});

function closure(id: number, more: Partial<Closure> = {}): Closure {
  return {
    id,
    spaceId: id,
    spaceLabel: `A${id}`,
    areaCode: "B1",
    reason: "Leak",
    startsAt: "2026-01-01T00:00:00Z",
    endsAt: null,
    actor: "operator",
    by: "Farid Ismail",
    moved: 1,
    displaced: 0,
    ...more,
  };
}

test("the closures are told by what was done together, and end together", async () => {
  const ended: unknown[] = [];
  const answers: StaffOptions["answers"] = {
    [`GET ${lot.slug}/closures`]: () =>
      Response.json({
        closures: [
          closure(1),
          closure(10),
          closure(2),
          closure(3, { startsAt: "2099-01-01T00:00:00Z", reason: "Paint" }),
        ],
      }),
    [`GET ${lot.slug}/closures/past`]: () =>
      Response.json({
        closures: [
          closure(4, {
            endsAt: "2026-01-02T00:00:00Z",
            actor: "command_line",
            by: null,
            moved: 0,
            displaced: 2,
          }),
          closure(5, { endsAt: "2026-01-02T00:00:00Z", actor: "clock", by: null }),
        ],
        next: null,
      }),
    [`POST ${lot.slug}/closures/end`]: async (request) => {
      ended.push(await request.json());
      return new Response(null, { status: 204 });
    },
  };
  const { user } = openApp(`${LIVE}/closures`, desk([], answers).fixture);
  const running = await screen.findByTestId("closure-1");
  expect(running).toHaveTextContent(
    /B1 · A1, A2, A10Leak.*until it is reopenedby Farid Ismail3 bookings moved/,
  );
  expect(await screen.findByTestId("closure-4")).toHaveTextContent(
    /from the command line2 bookings refunded/,
  );
  expect(screen.getByTestId("closure-5")).toHaveTextContent("by the system");
  await user.click(within(running).getByRole("button", { name: "Reopen B1 · A1, A2, A10" }));
  await user.click(screen.getByRole("button", { name: "Cancel it: B1 · A3" }));
  await user.click(within(running).getByTestId("shorten"));
  await user.click(await screen.findByTestId("shorten-confirm"));
  await waitFor(() => expect(ended).toHaveLength(3));
  expect(ended.slice(0, 2)).toEqual([
    { closureIds: [1, 10, 2], endsAt: null },
    { closureIds: [3], endsAt: null },
  ]);
});

describe("the list of closures", () => {
  function watched() {
    let asked = 0;
    const answers: StaffOptions["answers"] = {
      [`GET ${lot.slug}/closures`]: () => {
        asked += 1;
        return Response.json({ closures: asked === 1 ? [] : [closure(1)] });
      },
      [`GET ${lot.slug}/closures/past`]: () => Response.json({ closures: [], next: null }),
    };
    openApp(`${LIVE}/closures`, desk([], answers).fixture);
    return { asked: () => asked };
  }
  const stream = () => FakeEventSource.opened.findLast(({ url }) => url.includes(`${lot.slug}/events`));

  test("follows what others close, and nothing else", async () => {
    const { asked } = watched();
    expect(await screen.findByText("No spot is closed now.")).toBeInTheDocument();
    act(() => stream()?.send("now", {}));
    act(() => stream()?.send("happened", { kind: "BookingHeld" }));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(asked()).toBe(1);
    act(() => stream()?.send("happened", { kind: "SpaceClosed" }));
    expect(await screen.findByTestId("closure-1", {}, { timeout: 3_000 })).toBeInTheDocument();
    expect(asked()).toBe(2);
  });

  test("is asked for again when the stream was cut", async () => {
    watched();
    expect(await screen.findByText("No spot is closed now.")).toBeInTheDocument();
    act(() => stream()?.send("now", {}));
    act(() => stream()?.send("now", {}));
    expect(await screen.findByTestId("closure-1", {}, { timeout: 3_000 })).toBeInTheDocument();
  });
});

test("after closing, what was told of bookings, money and the trail is asked for anew", async () => {
  const { fixture } = desk([]);
  const { user, cache } = openApp(`${LIVE}?floor=G&spot=${two}`, fixture);
  const known = ["bookings", "stays", "money", "audit"].map((name) => ["admin", lot.slug, name]);
  await user.click(await screen.findByTestId("close-spot"));
  for (const key of known) cache.setQueryData(key, {});
  await waitFor(() => expect(screen.getByTestId("close-confirm")).toBeEnabled());
  await user.click(screen.getByTestId("close-confirm"));
  await waitFor(() => {
    for (const key of known) expect(cache.getQueryState(key)?.isInvalidated).toBe(true);
  });
});
