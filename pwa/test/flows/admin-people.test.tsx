import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { FoundPerson } from "../../src/api/admin/people";
import { lot } from "../fixture/data";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const PEOPLE = `/admin/${lot.slug}/people`;

function person(more: Partial<FoundPerson> = {}): FoundPerson {
  return {
    id: 3,
    name: "Aina Rahman",
    email: "aina@driver.example",
    emailVerified: true,
    createdAt: "2026-10-01T00:00:00Z",
    bookings: 4,
    blockedAt: null,
    blockedBy: null,
    blockReason: null,
    ...more,
  };
}

type Answers = Record<string, (request: Request) => Response | Promise<Response>>;

function at(query: string, answers: Answers = {}) {
  return openApp(
    `${PEOPLE}${query}`,
    createStaffFixture({
      permissions: ["manage_people", "see_bookings"],
      answers: {
        "GET ": () => new Response(),
        ...answers,
      },
    }),
  );
}

/** Routes of people are of no lot: the fixture cuts their paths after "/api/admin/". */
const found = (people: FoundPerson[], guests: string[] = []): Answers => ({
  "GET ": (request) =>
    new URL(request.url).pathname === "/api/admin/people"
      ? Response.json({ people, guests, hasMore: people.length > 1 })
      : Response.json({
          lots: [
            {
              slug: lot.slug,
              name: lot.name,
              timeZone: lot.timeZone,
              currency: "MYR",
              permissions: ["manage_people", "see_bookings"],
            },
          ],
          everywhere: ["manage_people"],
        }),
});

test("nobody is listed unasked; somebody is blocked for a reason", async () => {
  let known = person();
  const { user } = at("", {
    "GET ": (request) => (found([known])["GET "] as (asked: Request) => Response)(request),
    "POST */block": () => {
      known = person({ blockedAt: "2026-11-22T01:00:00Z", blockedBy: "Farid", blockReason: "Rude" });
      return Response.json(known);
    },
  });
  expect(await screen.findByText(/Nobody is listed unasked/)).toBeInTheDocument();
  await user.type(screen.getByTestId("search"), "aina");
  await user.click(await screen.findByTestId("block"));
  const dialog = screen.getByTestId("block-dialog");
  expect(within(dialog).getByTestId("do")).toBeDisabled();
  await user.type(within(dialog).getByTestId("reason"), "Rude");
  await user.click(within(dialog).getByTestId("do"));
  expect(await screen.findByTestId("unblock")).toBeInTheDocument();
  expect(screen.getByTestId("person-aina@driver.example")).toHaveTextContent(/by Farid: Rude/);
});

test("the data of a guest is handed out as a file", async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  URL.createObjectURL = () => "blob:data";
  URL.revokeObjectURL = () => undefined;
  const sent: unknown[] = [];
  const { user } = at("?q=kavi", {
    ...found([], ["kavitha@driver.example"]),
    "POST export": async (request) => {
      sent.push(await request.json());
      return Response.json({ format: 1 });
    },
  });
  await user.click(await screen.findByTestId("export"));
  await user.click(screen.getByTestId("do"));
  await waitFor(() => expect(clicked).toHaveBeenCalledOnce());
  expect(sent).toEqual([{ email: "kavitha@driver.example" }]);
});

test("erasing takes the typed name, and says what is in the way", async () => {
  const { user } = at("?q=aina", {
    ...found([person()]),
    "POST erase": () =>
      Response.json(
        { code: "erasure_not_possible", detail: "Not yet.", reasons: ["booking_current", "has_role"] },
        { status: 409 },
      ),
  });
  await user.click(await screen.findByTestId("erase"));
  const dialog = screen.getByTestId("erase-dialog");
  expect(dialog).toHaveTextContent(/Stays, by law.*payments, refunds and receipts/);
  await user.type(within(dialog).getByTestId("confirm-word"), "Aina");
  expect(within(dialog).getByTestId("do")).toBeDisabled();
  await user.type(within(dialog).getByTestId("confirm-word"), " Rahman");
  await user.click(within(dialog).getByTestId("do"));
  const refused = await screen.findByTestId("erase-refused");
  expect(within(refused).getAllByRole("listitem")).toHaveLength(2);
  expect(refused).toHaveTextContent(/not over yet.*Take it back under Staff/);
});

test("that more people fit than are listed is said", async () => {
  at("?q=rahman", found([person(), person({ id: 4, email: "other@driver.example" })]));
  expect(await screen.findByTestId("cut")).toHaveTextContent("More fit than are listed");
});
