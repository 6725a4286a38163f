import "fake-indexeddb/auto";
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { movements } from "../../src/api/admin/movements";
import { answered } from "../../src/api/reach";
import { lot } from "../fixture/data";
import { arrival, exitFee, inside, leftOwing, PASS, staysOf, told } from "../fixture/gate";
import { reading } from "../fixture/programs";
import { ATTENDANT, createStaffFixture, OWNER } from "../fixture/staff";
import type { StaffOptions } from "../fixture/staff";
import { openApp } from "../render";

const ARRIVALS = `/admin/${lot.slug}/arrivals`;
type Sent = Record<string, unknown> & { key: string };

function problem(status: number, code: string, detail: string, more: object = {}) {
  return Response.json({ code, detail, ...more }, { status });
}

/** The gate with these answers; `sent` holds each movement that came in. */
function gate(answers: StaffOptions["answers"] = {}, options: Partial<StaffOptions> = {}) {
  const sent: Sent[] = [];
  const fixture = createStaffFixture({
    permissions: ATTENDANT,
    answers: {
      [`GET ${lot.slug}/stays`]: () => Response.json(staysOf()),
      [`POST ${lot.slug}/movements`]: async (request) => {
        const body = (await request.json()) as Sent;
        sent.push(body);
        return Response.json(told(body.key), { status: 201 });
      },
      [`POST ${lot.slug}/movements/sync`]: async (request) => {
        const body = (await request.json()) as { movements: Sent[] };
        sent.push(...body.movements);
        return Response.json({ done: body.movements.map(({ key }) => told(key)), refused: [] });
      },
      ...answers,
    },
    ...options,
  });
  const answersOfDrivers = fixture.fetch;
  return {
    sent,
    fixture: {
      ...fixture,
      fetch: (request: Request) => {
        if (!navigator.onLine) return Promise.reject(new TypeError("no network"));
        if (new URL(request.url).pathname !== "/api/passes/keys") return answersOfDrivers(request);
        return Promise.resolve(Response.json({ keys: [{ version: 1, key: PASS.key }] }));
      },
    },
  };
}

function goOffline() {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
}

function comeBack() {
  vi.restoreAllMocks();
  act(() => answered(performance.now()));
}

beforeEach(() => movements.drop(movements.list.map(({ key }) => key)));
afterEach(() => comeBack());

test("a plate that a reader is not sure of stands before all else", async () => {
  const answers = {
    [`GET ${lot.slug}/observations`]: () =>
      Response.json({ observations: [reading(1)], count: 1, next: null }),
  };
  openApp(ARRIVALS, gate(answers).fixture);
  const waiting = await screen.findByTestId("waiting-readings");
  expect(within(waiting).getByRole("heading", { name: "Doubtful readings" })).toBeVisible();
  expect(within(waiting).getByTestId("readings").children).toHaveLength(1);
});

describe("a car at the gate", () => {
  const nobodys = {
    [`POST ${lot.slug}/movements`]: () => problem(404, "booking_not_found", "There is no such booking."),
  };

  test("without a booking is booked for, its plate filled in", async () => {
    const { fixture } = gate(nobodys, { permissions: [...ATTENDANT, "see_bookings", "change_bookings"] });
    const { user } = openApp(ARRIVALS, fixture);
    await user.type(await screen.findByTestId("typed"), "abc 9999");
    await user.click(screen.getByTestId("move"));
    await user.click(await screen.findByTestId("book-here"));
    expect(await screen.findByTestId("new-plate")).toHaveValue("ABC9999");
  });

  test("without a booking is no attendant's to book for", async () => {
    const { user } = openApp(ARRIVALS, gate(nobodys).fixture);
    await user.type(await screen.findByTestId("typed"), "abc 9999");
    await user.click(screen.getByTestId("move"));
    expect(await screen.findByTestId("outcome")).toHaveTextContent("No booking now");
    expect(screen.queryByTestId("book-here")).not.toBeInTheDocument();
  });

  test("is let in by a part of its plate, among those that are expected", async () => {
    const { sent, fixture } = gate();
    const { user } = openApp(ARRIVALS, fixture);
    await user.type(await screen.findByTestId("typed"), "wxy");
    await user.click(await screen.findByTestId("suggested-PK-ARR1VE2"));
    const outcome = await screen.findByTestId("outcome");
    expect(outcome).toHaveTextContent(/Come in.*WXY 1234.*B1 · A7/);
    expect(sent).toMatchObject([
      { direction: "in", reference: "PK-ARR1VE2", plate: null, leaveOwing: false },
    ]);
    expect(screen.getByTestId("typed")).toHaveValue("");
  });

  test("is looked up by the whole plate by the server, which says why not", async () => {
    const { fixture } = gate({
      [`POST ${lot.slug}/movements`]: () => problem(409, "entry_too_early", "It is too early."),
    });
    const { user } = openApp(ARRIVALS, fixture);
    await user.type(await screen.findByTestId("typed"), "ABC 1{Enter}");
    const outcome = await screen.findByTestId("outcome");
    expect(outcome).toHaveTextContent(/Too early.*ABC 1.*It is too early\./);
    expect(within(outcome).queryByTestId("insist")).not.toBeInTheDocument();
  });

  test("of several bookings is asked which", async () => {
    const sent: Sent[] = [];
    const { fixture } = gate({
      [`POST ${lot.slug}/movements`]: async (request) => {
        const body = (await request.json()) as Sent;
        sent.push(body);
        return body["reference"] === "PK-SECOND2"
          ? Response.json(told(body.key), { status: 201 })
          : problem(409, "several_bookings", "Several.", { references: ["PK-FIRST22", "PK-SECOND2"] });
      },
    });
    const { user } = openApp(ARRIVALS, fixture);
    await user.type(await screen.findByTestId("typed"), "ABC 1{Enter}");
    await user.click(await screen.findByRole("button", { name: "PK-SECOND2" }));
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveAttribute("data-kind", "done"));
    expect(sent[1]).toMatchObject({ reference: "PK-SECOND2" });
  });

  test("that owes something pays first, or leaves owing", async () => {
    const sent: Sent[] = [];
    const { fixture } = gate({
      [`POST ${lot.slug}/movements`]: async (request) => {
        const body = (await request.json()) as Sent;
        sent.push(body);
        return body["leaveOwing"] === true
          ? Response.json(told(body.key, { direction: "out", owedSen: 1272 }), { status: 201 })
          : problem(402, "exit_fee_owed", "RM 12.72 is owed.", { amountSen: 1272 });
      },
    });
    const { user } = openApp(ARRIVALS, fixture);
    await user.click(await screen.findByRole("button", { name: "Going out" }));
    await user.type(screen.getByTestId("typed"), "vbk8812{Enter}");
    expect(await screen.findByTestId("take-payment")).toHaveAttribute("href", `${ARRIVALS}/PK-LATE222`);
    await user.click(screen.getByTestId("insist"));
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveTextContent(/It left owing RM.12\.72/));
    expect(sent[0]?.key).toBe(sent[1]?.key);
  });

  test("that nobody told to have come is let out all the same, and no more than once", async () => {
    const sent: Sent[] = [];
    const { fixture } = gate({
      [`POST ${lot.slug}/movements`]: async (request) => {
        const body = (await request.json()) as Sent;
        sent.push(body);
        return body["leaveOwing"] === true
          ? Response.json(told(body.key, { direction: "out", awaitsEntry: true }), { status: 201 })
          : problem(404, "car_not_in", "No such car is inside.");
      },
    });
    const { user } = openApp(ARRIVALS, fixture);
    await user.click(await screen.findByRole("button", { name: "Going out" }));
    await user.type(screen.getByTestId("typed"), "wxy1234{Enter}");
    await user.click(await screen.findByTestId("insist"));
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveTextContent("Nobody has told yet"));
    expect(sent[0]?.key).toBe(sent[1]?.key);
  });

  test("can pay before this device has seen the lists", async () => {
    const { fixture } = gate({
      [`GET ${lot.slug}/stays`]: () => new Promise(() => undefined),
      [`POST ${lot.slug}/movements`]: () =>
        problem(402, "exit_fee_owed", "RM 12.72 is owed.", { amountSen: 1272, reference: "PK-LATE222" }),
    });
    const { user } = openApp(ARRIVALS, fixture);
    await user.click(await screen.findByRole("button", { name: "Going out" }));
    await user.type(screen.getByTestId("typed"), "vbk8812{Enter}");
    expect(await screen.findByTestId("take-payment")).toHaveAttribute("href", `${ARRIVALS}/PK-LATE222`);
  });
});

describe("without a connection", () => {
  test("a car is noted once, and told as soon as the server is there", async () => {
    const { sent, fixture } = gate();
    const { user } = openApp(ARRIVALS, fixture);
    const field = await screen.findByTestId("typed");
    await screen.findByTestId("car-lists");
    goOffline();
    await user.type(field, "wxy1234{Enter}");
    expect(await screen.findByTestId("outcome")).toHaveTextContent(/noted on this device.*B1 · A7/);
    expect(screen.getByTestId("movement-counts")).toHaveTextContent("1 waits to be sent");
    await user.type(field, "wxy1234{Enter}");
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveAttribute("data-doubt", "car_is_in"));
    expect(sent).toEqual([]);

    comeBack();
    expect(await screen.findByTestId("movement-done")).toHaveTextContent("B1 · A7");
    expect(sent).toMatchObject([{ reference: "PK-ARR1VE2", direction: "in" }]);
  });

  test("whoever stands there lets an unknown car in, and hears what the server thought of it", async () => {
    const { fixture } = gate({
      [`POST ${lot.slug}/movements/sync`]: async (request) => {
        const { movements: some } = (await request.json()) as { movements: Sent[] };
        const refused = some.map(({ key }) => ({
          key,
          code: "booking_not_found",
          detail: "No such booking.",
        }));
        return Response.json({ done: [], refused });
      },
    });
    const { user } = openApp(ARRIVALS, fixture);
    const field = await screen.findByTestId("typed");
    await screen.findByTestId("car-lists");
    goOffline();
    await user.type(field, "abc1{Enter}");
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveAttribute("data-doubt", "not_on_phone"));
    await user.click(screen.getByTestId("insist"));
    expect(await screen.findByTestId("movement-waiting")).toHaveTextContent("ABC 1");
    comeBack();
    expect(await screen.findByTestId("movement-refused")).toHaveTextContent("No such booking.");
    await user.click(screen.getByRole("button", { name: "Looked at" }));
    await waitFor(() => expect(screen.queryByTestId("movement-log")).not.toBeInTheDocument());
  });

  test("an answer that never came is told again under the same key", async () => {
    const keys: unknown[] = [];
    const { sent, fixture } = gate({
      [`POST ${lot.slug}/movements`]: async (request) => {
        keys.push(((await request.json()) as Sent).key);
        throw new TypeError("the network went");
      },
    });
    const { user } = openApp(ARRIVALS, fixture);
    await screen.findByTestId("car-lists");
    await user.type(screen.getByTestId("typed"), "wxy1234{Enter}");
    await waitFor(() => expect(screen.getByTestId("outcome")).toHaveAttribute("data-kind", "noted"));
    await waitFor(() => expect(sent.map(({ key }) => key)).toEqual(keys));
  });
});

describe("what a car owes", () => {
  const answers = {
    [`POST ${lot.slug}/stays/*/fee`]: () => Response.json(exitFee(), { status: 201 }),
    [`POST ${lot.slug}/fees/*/counter`]: () => Response.json(exitFee({ status: "paid" })),
    [`POST ${lot.slug}/fees/*/link`]: () =>
      Response.json({ url: "https://parkpro.example/pay/x" }, { status: 201 }),
    [`POST ${lot.slug}/fees/*/waive`]: async (request: Request) => {
      const { reason } = (await request.json()) as { reason: string };
      return Response.json(exitFee({ status: "waived", reason }));
    },
  };

  async function openFee(options: Partial<StaffOptions> = {}, more: StaffOptions["answers"] = {}) {
    const opened = openApp(ARRIVALS, gate({ ...answers, ...more }, options).fixture);
    await opened.user.click(await screen.findByTestId("car-PK-LATE222"));
    expect(await screen.findByTestId("owes-now")).toHaveTextContent(/12\.72/);
    await opened.user.click(screen.getByTestId("ask-fee"));
    expect(await screen.findByTestId("fee-total")).toHaveTextContent(/12\.72/);
    expect(screen.getByTestId("stay-sheet")).toHaveTextContent("Overstay: 2 h × RM 6.00");
    return opened;
  }

  test("is taken at the counter", async () => {
    const { user } = await openFee();
    expect(screen.queryByTestId("waive")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("pay-cash"));
    expect(await screen.findByTestId("fee-settled")).toHaveTextContent(/Paid: RM.12\.72.*may leave until/);
  });

  test("is waived with a reason by whoever may handle money", async () => {
    const { user } = await openFee({ permissions: [...OWNER, "run_gate", "handle_money"] });
    await user.click(screen.getByTestId("waive"));
    expect(screen.getByTestId("waive-confirm")).toBeDisabled();
    await user.type(screen.getByTestId("waive-reason"), "The barrier was stuck");
    await user.click(screen.getByTestId("waive-confirm"));
    expect(await screen.findByTestId("fee-settled")).toHaveTextContent(/Waived: RM.12\.72/);
  });

  test("is paid by phone, which the sheet notices", async () => {
    let paid = false;
    const { user } = await openFee(
      {},
      {
        [`GET ${lot.slug}/stays`]: () =>
          Response.json(staysOf({ inside: [inside({ owedSen: paid ? 0 : 1272 })] })),
      },
    );
    await user.click(screen.getByTestId("pay-link"));
    expect(await screen.findByTestId("copy-link")).toBeInTheDocument();
    expect(await screen.findByTestId("pass-code")).toHaveAccessibleName(/VBK 8812/);
    const copying = vi.spyOn(navigator.clipboard, "writeText");
    copying.mockRejectedValueOnce(new DOMException("no permission", "NotAllowedError"));
    await user.click(screen.getByTestId("copy-link"));
    expect(await screen.findByText(/does not let us copy/)).toBeInTheDocument();
    paid = true;
    expect(await screen.findByTestId("fee-settled", {}, { timeout: 8_000 })).toHaveTextContent(
      /Paid: RM.12\.72/,
    );
    expect(screen.getByTestId("let-out")).toBeInTheDocument();
  });

  test("of a car that has left is settled as well", async () => {
    const stays = staysOf({ inside: [], leftOwing: [leftOwing()] });
    const { fixture } = gate({ ...answers, [`GET ${lot.slug}/stays`]: () => Response.json(stays) });
    const { user } = openApp(`${ARRIVALS}/PK-LATE222`, fixture);
    await user.click(await screen.findByTestId("pay-terminal"));
    expect(await screen.findByTestId("fee-settled")).toHaveTextContent("Nothing is owed any more.");
  });
});

test("the lists tell who is expected, who was given up, and whom an overstay cost the spot", async () => {
  const next = { reference: "PK-NEXT222", startsAt: new Date().toISOString(), wentTo: "B1 · A9" };
  const stays = staysOf({
    inside: [inside({ nextDrivers: [next] })],
    expected: [arrival({ spotIsTaken: true })],
    noShows: [{ ...arrival({ reference: "PK-ABSENT2" }), givenUpAt: new Date().toISOString() }],
    leftOwing: [leftOwing()],
  });
  const { user } = openApp(ARRIVALS, gate({ [`GET ${lot.slug}/stays`]: () => Response.json(stays) }).fixture);
  expect(await screen.findByTestId("next-driver")).toHaveTextContent(
    "Next driver PK-NEXT222: has B1 · A9 instead",
  );
  const lists = screen.getByTestId("car-lists");
  await user.click(within(lists).getByRole("button", { name: /^Expected 1/ }));
  expect(screen.getByTestId("car-PK-ARR1VE2")).toHaveTextContent("spot still taken");
  expect(lists).toHaveTextContent("whose booking has begun and who have not come yet");
  await user.click(within(lists).getByRole("button", { name: /^Left owing 1/ }));
  expect(screen.getByTestId("list-owing")).toHaveTextContent(/B1 · A3\s*Kavitha.*left \d/);
  await user.click(within(lists).getByRole("button", { name: /^No-shows 1/ }));
  expect(screen.getByTestId("list-noShows")).toHaveTextContent("PK-ABSENT2");
  expect(lists).toHaveTextContent("30 minutes after the start");
});

test("what cars left owing is listed to the last, and the oldest of it can be settled", async () => {
  const debts = [3, 2, 1].map((id) => leftOwing({ id, reference: `PK-DEBT22${id}` }));
  const stays = staysOf({ inside: [], leftOwing: debts.slice(0, 2), leftOwingCount: 3 });
  const { user } = openApp(
    ARRIVALS,
    gate({
      [`GET ${lot.slug}/stays`]: () => Response.json(stays),
      [`GET ${lot.slug}/left-owing`]: (request) => {
        const { searchParams } = new URL(request.url);
        const booking = searchParams.get("booking");
        const before = Number(searchParams.get("before") ?? Infinity);
        const found = debts.filter((fee) => (booking ? fee.reference === booking : fee.id < before));
        const fees = found.slice(0, 2);
        return Response.json({ fees, next: found.length > 2 ? fees.at(-1)?.id : null });
      },
    }).fixture,
  );
  await user.click(await screen.findByRole("button", { name: /^Left owing 3/ }));
  expect(await screen.findByTestId("cut")).toHaveTextContent("The newest 2 of 3");
  await user.click(await screen.findByTestId("more-rows"));
  await user.click(await screen.findByTestId("car-PK-DEBT221"));
  expect(screen.queryByTestId("cut")).not.toBeInTheDocument();
  expect(await screen.findByTestId("pay-terminal")).toBeInTheDocument();
});

test("a browser that has no camera says what to do, and the plate can be typed", async () => {
  const { user } = openApp(ARRIVALS, gate().fixture);
  await user.click(await screen.findByTestId("scan"));
  expect(await within(screen.getByTestId("scanner")).findByRole("alert")).toHaveTextContent(
    "No camera was found",
  );
  await user.click(screen.getByRole("button", { name: "Type the plate" }));
  await waitFor(() => expect(screen.getByTestId("typed")).toHaveFocus());
});
