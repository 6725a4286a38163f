import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Proposal } from "../../src/api/admin/bookings";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { REFERENCE } from "../fixture/desk";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const MONEY: Permission[] = ["handle_money", "approve_money", "see_bookings"];

const NO_WORK = { proposals: 0, manualRefunds: 0, openPayments: 0, discrepancies: 0, stray: null };
const WORK = { slug: lot.slug, name: lot.name, timeZone: lot.timeZone, currency: "MYR" };

type Answers = Record<string, (request: Request) => Response | Promise<Response>>;

function at(tab: string, answers: Answers = {}, permissions = MONEY) {
  return openApp(
    `/admin/${lot.slug}/money${tab}`,
    createStaffFixture({
      permissions,
      everywhere: false,
      answers: {
        [`GET ${lot.slug}/money-work`]: () => Response.json(NO_WORK),
        [`GET ${lot.slug}/refund-proposals`]: () => Response.json({ proposals: [], next: null }),
        [`GET ${lot.slug}/manual-refunds`]: () => Response.json({ refunds: [] }),
        [`GET ${lot.slug}/open-payments`]: () => Response.json({ payments: [], next: null }),
        [`GET ${lot.slug}/discrepancies`]: () => Response.json({ discrepancies: [], next: null }),
        [`GET ${lot.slug}/settlements`]: () =>
          Response.json({ days: [], unsettled: [], unsettledCount: 0, unsettledSen: 0 }),
        ...answers,
      },
    }),
  );
}

function proposal(id: number, more: Partial<Proposal> = {}): Proposal {
  return {
    id,
    paymentId: 31,
    booking: `PK-000000${id}`,
    amountSen: 5000,
    reason: "The lift stood still",
    status: "waiting",
    askedBy: "Nurul",
    askedAt: "2026-11-22T01:00:00Z",
    isYours: false,
    decidedBy: null,
    decidedAt: null,
    answer: null,
    ...more,
  };
}

test("a second person approves; who asked does not", async () => {
  let waiting = [proposal(1), proposal(2, { isYours: true })];
  const { user } = at("", {
    // Counted whole, whatever the page lists.
    [`GET ${lot.slug}/money-work`]: () =>
      Response.json({ ...NO_WORK, proposals: 71 + waiting.length, discrepancies: 2, stray: 3 }),
    [`GET ${lot.slug}/refund-proposals`]: () => Response.json({ proposals: waiting, next: null }),
    [`POST ${lot.slug}/refund-proposals/*/approve`]: () => {
      waiting = waiting.slice(1);
      return Response.json(proposal(1, { status: "granted" }));
    },
  });
  const own = await screen.findByTestId("proposal-PK-0000002");
  expect(own).toHaveTextContent("somebody else decides");
  expect(within(own).queryByTestId("approve")).not.toBeInTheDocument();
  expect(screen.getByTestId("count-approve")).toHaveTextContent("73");
  expect(screen.getByTestId("count-odd")).toHaveTextContent("5");
  await user.click(screen.getByTestId("approve"));
  expect(screen.getByTestId("decide-dialog")).toHaveTextContent("The lift stood still");
  await user.click(screen.getByTestId("do"));
  await waitFor(() => expect(screen.getByTestId("count-approve")).toHaveTextContent("72"));
  expect(screen.queryByTestId("proposal-PK-0000001")).not.toBeInTheDocument();
});

test("a refund made by hand is recorded with its reference", async () => {
  const sent: unknown[] = [];
  const refund = {
    id: 9,
    paymentId: 31,
    cause: "cancelled",
    amountSen: 1272,
    taxSen: 72,
    status: "requested",
    channel: "manual",
    reference: null,
    attempts: 0,
    lastError: null,
    createdAt: "2026-11-22T01:00:00Z",
    finalAt: null,
  };
  const row = { refund, booking: REFERENCE, paidBy: "gateway", orderId: "PK31", transactionRef: "RP1" };
  const { user } = at("/byhand", {
    [`GET ${lot.slug}/manual-refunds`]: () => Response.json({ refunds: sent.length > 0 ? [] : [row] }),
    [`POST ${lot.slug}/manual-refunds/*`]: async (request) => {
      sent.push(await request.json());
      return Response.json({ ...row, refund: { ...refund, status: "succeeded" } });
    },
  });
  await user.click(await screen.findByTestId("record"));
  await user.type(screen.getByLabelText("Reference in the portal"), " RF-1 ");
  await user.click(screen.getByTestId("do"));
  expect(await screen.findByTestId("none")).toHaveTextContent("No refund is to be made by hand");
  expect(sent).toEqual([{ reference: "RF-1" }]);
});

test("a discrepancy says what was expected and what came, and is resolved with a note", async () => {
  let isOpen = true;
  const found = {
    id: 4,
    kind: "amount_mismatch",
    lot: lot.slug,
    booking: REFERENCE,
    orderId: "PK31",
    facts: { expected_sen: 1272, amount: "12.70", status_code: "RP00" },
    foundAt: "2026-11-22T01:00:00Z",
    resolvedAt: null,
    resolvedBy: null,
    note: null,
  };
  const { user } = at("/odd", {
    [`GET ${lot.slug}/discrepancies`]: () =>
      Response.json({ discrepancies: isOpen ? [found] : [], next: null }),
    [`POST ${lot.slug}/discrepancies/*/resolve`]: () => {
      isOpen = false;
      return new Response(null, { status: 204 });
    },
  });
  const row = await screen.findByTestId("discrepancy-PK31");
  expect(row).toHaveTextContent(/ExpectedRM.12.72CameRM.12.70Difference−RM.0.02/);
  await user.click(within(row).getByTestId("resolve"));
  await user.type(screen.getByTestId("note"), "The bank rounds");
  await user.click(screen.getByTestId("do"));
  expect(await screen.findByText("Everything agrees.")).toBeInTheDocument();
});

test("the gateway is asked, and what it said is told", async () => {
  const open = {
    id: 31,
    booking: REFERENCE,
    purpose: "booking",
    status: "pending",
    orderId: "PK31",
    amountSen: 1272,
    message: null,
    enquiries: 3,
    nextEnquiryAt: "2099-11-22T01:00:00Z",
    createdAt: "2026-11-22T01:00:00Z",
  };
  const { user } = at("/open", {
    [`GET ${lot.slug}/open-payments`]: () => Response.json({ payments: [open], next: null }),
    [`POST ${lot.slug}/open-payments/*/ask`]: () => Response.json({ isReached: false, status: "pending" }),
  });
  expect(await screen.findByTestId(`open-${REFERENCE}`)).toHaveTextContent("Asked 3 times");
  await user.click(screen.getByTestId("ask"));
  expect(await screen.findByText(/The gateway cannot be reached/)).toBeInTheDocument();
});

test("pay-outs add up to the sen", async () => {
  const day = (date: string, netSen: number, refundedSen: number) => ({
    ...{ day: date, payments: 2, grossSen: netSen + refundedSen + 30, feeSen: 30, refundedSen, netSen },
  });
  at("/payouts", {
    [`GET ${lot.slug}/settlements`]: () =>
      Response.json({
        days: [day("2026-11-21", 2470, 0), day("2026-11-20", 1001, 500)],
        unsettled: [
          {
            paymentId: 1,
            booking: REFERENCE,
            orderId: "PK31",
            amountSen: 772,
            capturedAt: "2026-11-11T00:00:00Z",
          },
        ],
        unsettledCount: 2,
        unsettledSen: 2044,
      }),
  });
  const paid = await screen.findByTestId("pay-outs");
  await waitFor(() => expect(paid).toHaveTextContent(/Together.*RM.4,031.*|Together/));
  expect(paid).toHaveTextContent(/RM.34.71/);
  expect(screen.getByTestId("unsettled")).toHaveTextContent(/RM.20.44 in all/);
  expect(screen.getByTestId("unsettled")).toHaveTextContent("The oldest 1 of 2 are listed.");
});

test("days in the wrong order, or none, are refused at their field, and nothing is asked", async () => {
  const asked: string[] = [];
  const { user } = at("/payouts", {
    [`GET ${lot.slug}/settlements`]: (request) => {
      asked.push(new URL(request.url).search);
      return Response.json({ days: [], unsettled: [], unsettledCount: 0, unsettledSen: 0 });
    },
  });
  const from = await screen.findByTestId("days-from");
  const to = screen.getByTestId("days-to");
  await waitFor(() => expect(asked).toHaveLength(1));
  fireEvent.change(to, { target: { value: "2020-01-01" } });
  expect(to).toHaveAccessibleDescription("The last day is before the first.");
  expect(within(screen.getByTestId("pay-outs")).queryByTestId("none")).not.toBeInTheDocument();
  await user.clear(from);
  expect(from).toHaveAccessibleDescription("Choose a day.");
  expect(asked).toHaveLength(1);
  fireEvent.change(from, { target: { value: "2019-12-31" } });
  await waitFor(() => expect(asked.at(-1)).toBe("?from=2019-12-31&to=2020-01-01"));
});

function discrepancy(id: number, more: object = {}) {
  return {
    id,
    kind: "unknown_order",
    lot: lot.slug,
    booking: REFERENCE,
    orderId: `PK${id}`,
    facts: {},
    foundAt: "2026-11-22T01:00:00Z",
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    ...more,
  };
}

test("what follows and does not come is told, and asked for again", async () => {
  let works = false;
  const { user } = at("/odd", {
    [`GET ${lot.slug}/discrepancies`]: (request) => {
      if (!new URL(request.url).searchParams.get("before"))
        return Response.json({ discrepancies: [discrepancy(9)], next: 9 });
      return works
        ? Response.json({ discrepancies: [discrepancy(8)], next: null })
        : Response.json({ detail: "The books are closed." }, { status: 500 });
    },
  });
  await user.click(await screen.findByTestId("more-rows"));
  expect(await screen.findByTestId("more-failed")).toHaveTextContent("The books are closed.");
  expect(screen.getByTestId("discrepancy-PK9")).toBeInTheDocument();
  expect(screen.queryByTestId("seen")).not.toBeInTheDocument();
  works = true;
  await user.click(screen.getByTestId("more-rows"));
  expect(await screen.findByTestId("discrepancy-PK8")).toBeInTheDocument();
  expect(screen.queryByTestId("more-failed")).not.toBeInTheDocument();
});

test("a list that could not be asked for again says how old it is", async () => {
  let works = true;
  const { cache } = at("", {
    [`GET ${lot.slug}/refund-proposals`]: () =>
      works ? Response.json({ proposals: [proposal(1)], next: null }) : new Response(null, { status: 500 }),
  });
  expect(await screen.findByTestId("proposal-PK-0000001")).toBeInTheDocument();
  expect(screen.queryByTestId("seen")).not.toBeInTheDocument();
  works = false;
  await act(() => cache.invalidateQueries({ queryKey: ["admin"] }));
  expect(await screen.findByTestId("seen")).toBeInTheDocument();
  expect(screen.getByTestId("proposal-PK-0000001")).toBeInTheDocument();
});

test("orders that are not ours stand by themselves, for who handles the money of all car parks", async () => {
  const stray = discrepancy(7, { lot: null, booking: null });
  openApp(
    `/admin/${lot.slug}/money/odd`,
    createStaffFixture({
      permissions: MONEY,
      answers: {
        // Those of no car park: the fixture cuts their path after "/api/admin/".
        "GET ": (request) =>
          new URL(request.url).pathname === "/api/admin/discrepancies"
            ? Response.json({ discrepancies: [stray], next: null })
            : Response.json({
                lots: [{ ...WORK, permissions: MONEY }],
                everywhere: MONEY,
              }),
        [`GET ${lot.slug}/discrepancies`]: () =>
          Response.json({ discrepancies: [discrepancy(9)], next: null }),
      },
    }),
  );
  const apart = await screen.findByTestId("stray-discrepancies");
  expect(within(apart).getByTestId("discrepancy-PK7")).toHaveTextContent("belongs to no booking");
  expect(within(screen.getByTestId("discrepancies")).getByTestId("discrepancy-PK9")).toBeInTheDocument();
  expect(within(apart).queryByTestId("discrepancy-PK9")).not.toBeInTheDocument();
});

test.each([
  ["in the bar", MONEY],
  ["behind more", [...MONEY, "see_floors", "run_gate", "close_spots"] as Permission[]],
])("on a phone with the money desk %s, what waits is counted there", async (_, permissions) => {
  at("", { [`GET ${lot.slug}/money-work`]: () => Response.json({ ...NO_WORK, proposals: 1 }) }, permissions);
  const counted = await screen.findAllByTestId("money-to-do");
  expect(counted.some((one) => one.closest('[data-testid="more"]'))).toBe(permissions.length > MONEY.length);
  expect(counted).toHaveLength(2);
});

test("wherever in the dashboard they are, what waits for them is counted at the money desk", async () => {
  at("", {
    [`GET ${lot.slug}/money-work`]: () =>
      Response.json({
        ...NO_WORK,
        proposals: 1,
        manualRefunds: 2,
        openPayments: 40,
        discrepancies: 3,
        stray: 1,
      }),
  });
  const toDesk = within(await screen.findByTestId("section-money"));
  expect(await toDesk.findByTestId("money-to-do")).toHaveTextContent("7 things to do");
});
