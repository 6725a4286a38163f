import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { heldBooking, message, paidBooking, payment, REFERENCE } from "../fixture/desk";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const BOOKINGS = `/admin/${lot.slug}/bookings`;
const ONE = `${lot.slug}/bookings/${REFERENCE.replace(/\d+/, "*")}`;
const DESK: Permission[] = ["see_bookings", "change_bookings", "run_gate", "handle_money", "see_audit"];

type Answers = Record<string, (request: Request) => Response | Promise<Response>>;

function atBooking(answers: Answers, permissions = DESK, refundApprovalSen: number | null = null) {
  return openApp(
    `${BOOKINGS}/${REFERENCE}`,
    createStaffFixture({
      permissions,
      refundApprovalSen,
      answers: {
        [`GET ${ONE}`]: () => Response.json(paidBooking()),
        [`GET ${ONE}/messages`]: () => Response.json({ messages: [message()] }),
        ...answers,
      },
    }),
  );
}

test("a search asks for what was typed, and the address keeps it", async () => {
  const asked: string[] = [];
  const { user } = openApp(
    BOOKINGS,
    createStaffFixture({
      permissions: DESK,
      answers: {
        [`GET ${lot.slug}/bookings`]: ({ url }) => {
          asked.push(new URL(url).search);
          const found = { ...paidBooking(), areaCode: "G", spaceLabel: "A1" };
          return Response.json({ bookings: url.includes("q=vbk") ? [found] : [], next: null });
        },
      },
    }),
  );
  expect(await screen.findByTestId("none")).toHaveTextContent("Nobody has booked here yet");
  await user.type(screen.getByTestId("search"), "vbk");
  expect(await screen.findByTestId(`booking-${REFERENCE}`)).toBeInTheDocument();
  await user.selectOptions(screen.getByTestId("status"), "held");
  await waitFor(() => expect(asked.at(-1)).toContain("status=held"));
  expect(window.location.search).toBe("?q=vbk&status=held");
});

test("a booking shows its person, its money and what was told", async () => {
  atBooking({});
  const facts = await screen.findByTestId("booking-facts");
  expect(facts).toHaveTextContent(/Kavitha Nair.*kavitha@driver.example.*Guest/);
  expect(screen.getByTestId("booking-money")).toHaveTextContent(/RM.12.72.*Receipt PLAZA-000123/);
  expect(await screen.findByTestId("message-5")).toHaveTextContent(/Booking confirmed.*delivered.*k•••@/);
});

test("what goes back is shown before a booking is cancelled", async () => {
  const sent: unknown[] = [];
  const { user } = atBooking({
    [`POST ${ONE}/cancel`]: async (request) => {
      sent.push(await request.json());
      return Response.json(paidBooking({ status: "cancelled", payments: [payment({ leftSen: 0 })] }));
    },
  });
  await user.click(await screen.findByTestId("cancel"));
  const dialog = screen.getByTestId("cancel-dialog");
  expect(within(dialog).getByTestId("goes-back")).toHaveTextContent(/RM.6.36 of RM.12.72/);
  expect(within(dialog).getByTestId("do")).toBeDisabled();
  await user.click(within(dialog).getByRole("button", { name: "All of it" }));
  expect(within(dialog).getByTestId("goes-back")).toHaveTextContent(/RM.12.72 of RM.12.72/);
  await user.type(within(dialog).getByTestId("reason"), "Flooded");
  await user.click(within(dialog).getByTestId("do"));
  expect(await screen.findByTestId("booking-state")).toHaveTextContent("Cancelled");
  expect(sent).toEqual([{ reason: "Flooded", refundPercent: 100 }]);
});

test("part of a payment goes back, or waits for a second person", async () => {
  const sent: unknown[] = [];
  const keys: unknown[] = [];
  const { user } = atBooking({
    [`POST ${lot.slug}/payments/*/refunds`]: async (request) => {
      sent.push(await request.json());
      keys.push(request.headers.get("Idempotency-Key"));
      if (keys.length === 1) return Response.error();
      return Response.json({ status: "waiting", amountSen: 500 }, { status: 201 });
    },
  });
  await user.click(await screen.findByTestId("give-back"));
  await user.click(screen.getByRole("button", { name: "A part" }));
  const amount = screen.getByTestId("refund-amount");
  await user.clear(amount);
  await user.type(amount, "20");
  expect(screen.getByTestId("refund-dialog")).toHaveTextContent("Give an amount from RM 0.01");
  await user.clear(amount);
  await user.type(amount, "5.00");
  await user.type(screen.getByTestId("reason"), "Lift");
  await user.click(screen.getByTestId("do"));
  await screen.findByRole("alert");
  await user.click(screen.getByTestId("do"));
  expect(await screen.findByText(/RM.5.00 waits for a second person/)).toBeInTheDocument();
  // The answer was lost: what is sent again is the same refund.
  expect(sent).toEqual([
    { amountSen: 500, reason: "Lift" },
    { amountSen: 500, reason: "Lift" },
  ]);
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
});

test.each([
  [null, false],
  [5000, true],
])("above %s sen a second person has to agree, and only then it is said", async (limit, isSaid) => {
  const { user } = atBooking({}, DESK, limit);
  await user.click(await screen.findByTestId("give-back"));
  const dialog = screen.getByTestId("refund-dialog");
  expect(/Above RM.50.00, .*a second person/.test(dialog.textContent)).toBe(isSaid);
  await user.click(screen.getByRole("button", { name: "A part" }));
  await user.clear(screen.getByTestId("refund-amount"));
  expect(within(dialog).getByTestId("do")).toHaveTextContent(/^Give money back$/);
});

test("what is held is paid at the counter, or the server says why not", async () => {
  let isLate = true;
  const { user } = atBooking({
    [`GET ${ONE}`]: () => Response.json(heldBooking()),
    [`POST ${ONE}/counter`]: () => {
      if (!isLate) return Response.json(paidBooking());
      isLate = false;
      return Response.json({ code: "hold_expired", detail: "The time to pay is over." }, { status: 409 });
    },
    [`POST ${ONE}/link`]: () => Response.json({ url: "http://localhost/pay/abc" }, { status: 201 }),
  });
  await user.click(await screen.findByTestId("pay-link"));
  expect(await screen.findByTestId("pay-url")).toHaveAttribute("href", "http://localhost/pay/abc");
  await user.click(screen.getByTestId("counter"));
  await user.click(screen.getByTestId("do"));
  expect(await screen.findByTestId("verb-problem")).toHaveTextContent("The time to pay is over.");
  await user.click(screen.getByTestId("do"));
  expect(await screen.findByTestId("booking-state")).toHaveTextContent("Confirmed");
});

test.each([
  ["ev", "Nothing changes in the price"],
  ["standard", "Standard was booked, EV charging it becomes. The price stays"],
] as const)(
  "of a booking of kind %s that is moved to an EV spot, it is said what that costs",
  async (type, said) => {
    const booking = paidBooking();
    const { user } = atBooking({
      [`GET ${ONE}`]: () => Response.json({ ...booking, space: { ...booking.space, type } }),
      [`POST ${ONE}/move`]: () => Response.json(booking),
    });
    await user.click(await screen.findByTestId("move"));
    await user.click(await screen.findByRole("button", { name: "List" }));
    const free = await screen.findByTestId("free-spots");
    await user.click(within(free).getByRole("button", { name: /EV charging/ }));
    expect(screen.getByTestId("move-price")).toHaveTextContent(said);
    await user.type(screen.getByTestId("reason"), "Paint");
    await user.click(screen.getByTestId("do"));
    await waitFor(() => expect(screen.queryByTestId("move-dialog")).not.toBeInTheDocument());
  },
);

test("what a new booking still lacks is said on its button", async () => {
  const { user } = openApp(`${BOOKINGS}/new`, createStaffFixture({ permissions: DESK }));
  const hold = await screen.findByTestId("hold");
  expect(hold).toHaveTextContent("Choose a spot first");
  await user.click(await screen.findByRole("button", { name: "List" }));
  const [free] = within(await screen.findByTestId("free-spots")).getAllByRole("button");
  if (free) await user.click(free);
  expect(hold).toHaveTextContent("Give the plate first");
  await user.type(screen.getByTestId("new-plate"), "vbk 1");
  expect(hold).toHaveTextContent("Give the e-mail first");
  expect(hold).toBeDisabled();
  await user.type(screen.getByTestId("new-email"), "a@driver.example");
  expect(hold).toHaveTextContent("Hold G ·");
  expect(hold).toBeEnabled();
});

test("an attendant looks, and changes nothing", async () => {
  atBooking({}, ["see_bookings", "run_gate"]);
  expect(await screen.findByTestId("verbs")).toHaveTextContent("may look at bookings and not change them");
  expect(screen.queryByTestId("give-back")).not.toBeInTheDocument();
  expect(screen.getByTestId("story")).toHaveTextContent("Your role does not include it");
});

test("more time is priced until the wanted end or until it is somebody else's, held, and paid at the counter", async () => {
  const { endsAt } = paidBooking();
  const after = (minutes: number) => new Date(Date.parse(endsAt) + minutes * 60_000).toISOString();
  const extension = {
    id: 3,
    status: "held" as const,
    startsAt: endsAt,
    endsAt: after(30),
    amountSen: 318,
    taxSen: 18,
    lines: [],
    createdAt: endsAt,
    holdExpiresAt: after(-50),
    receiptNumber: null,
    payment: null,
  };
  const sent: unknown[] = [];
  let now = paidBooking();
  const { user } = atBooking({
    [`GET ${ONE}`]: () => Response.json(now),
    [`POST ${ONE}/extensions/quote`]: async (request) => {
      const asked = (await request.json()) as { endsAt: string };
      const available = Date.parse(asked.endsAt) <= Date.parse(after(30));
      const quote = { startsAt: endsAt, endsAt: asked.endsAt, closesAt: null, nearest: [], lines: [] };
      const price = { currency: "MYR", amountSen: 318, taxSen: 18, available };
      return Response.json({ ...quote, ...price, freeUntil: available ? null : after(30) });
    },
    [`POST ${ONE}/extensions`]: async (request) => {
      sent.push(await request.json());
      now = paidBooking({ extensions: [extension] });
      return Response.json(now, { status: 201 });
    },
    [`POST ${ONE}/extensions/3/counter`]: async (request) => {
      sent.push(await request.json());
      now = paidBooking({ endsAt: after(30), extensions: [{ ...extension, status: "confirmed" }] });
      return Response.json(now);
    },
  });
  await user.click(await screen.findByTestId("more-time"));
  const dialog = screen.getByTestId("more-time-dialog");
  expect(await within(dialog).findByTestId("more-time-answer")).toHaveTextContent("is somebody else's from");
  expect(within(dialog).getByTestId("do")).toBeDisabled();
  await user.click(within(dialog).getByTestId("instead"));
  const hold = await within(dialog).findByRole("button", { name: /Hold this time for RM.3\.18/ });
  await waitFor(() => expect(hold).toBeEnabled());
  await user.click(hold);
  const due = await screen.findByTestId("time-due");
  expect(due).toHaveTextContent(/More time, until .*RM.3\.18/);
  expect(screen.queryByTestId("more-time")).not.toBeInTheDocument();
  await user.click(within(due).getByTestId("counter"));
  await user.click(screen.getByTestId("do"));
  await waitFor(() => expect(screen.queryByTestId("time-due")).not.toBeInTheDocument());
  expect(sent).toEqual([{ endsAt: after(30).replace(".000Z", "Z") }, { tender: "cash" }]);
});
