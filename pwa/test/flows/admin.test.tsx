import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { lot, me } from "../fixture/data";
import { ATTENDANT, createStaffFixture, first, ground, lotNow, overview, second } from "../fixture/staff";
import { FakeEventSource } from "../fakes/event-source";
import { openApp } from "../render";

const LIVE = `/admin/${lot.slug}`;

const count = (state: string) => screen.findByTestId(`count-${state}`);
const stream = () => {
  const source = FakeEventSource.opened.find(({ url }) => url === `/api/admin/lots/${lot.slug}/events`);
  if (!source) throw new Error("the dashboard opened no stream");
  return source;
};

describe("the door of the dashboard", () => {
  test("who is not signed in does so first, and comes back", async () => {
    openApp(`${LIVE}/audit?booking=PK-7F3K9Q`);
    expect(await screen.findByTestId("sign-in")).toBeInTheDocument();
    const back = `/admin/${lot.slug}/audit?booking=PK-7F3K9Q`;
    expect(window.location.search).toBe(`?next=${encodeURIComponent(back)}`);
  });

  test("a driver is told kindly that it is for staff", async () => {
    openApp("/admin", createStaffFixture({ lots: 0, everywhere: false }));
    expect(await screen.findByRole("heading", { name: "This part is for staff" })).toBeInTheDocument();
    expect(screen.getByText(new RegExp(me.email))).toBeInTheDocument();
  });

  test("whose role is at one car park comes right to it; with several they choose, once", async () => {
    const { user } = openApp("/admin", createStaffFixture({ lots: 2 }));
    await user.click(within(await screen.findByTestId("choose-lot")).getByText(lot.name));
    expect(window.location.pathname).toBe(LIVE);
    expect(await screen.findByTestId("figures")).toBeInTheDocument();
    expect(window.localStorage.getItem("parkpro.admin.lot")).toBe(lot.slug);
  });

  test("the account leads there", async () => {
    openApp("/account", createStaffFixture());
    expect(await screen.findByTestId("dashboard")).toHaveAttribute("href", "/admin");
  });

  test("an attendant has no way to the staff, and is told so on its address", async () => {
    openApp(`${LIVE}/staff`, createStaffFixture({ permissions: ATTENDANT }));
    expect(await screen.findByRole("heading", { name: "Not part of your role" })).toBeInTheDocument();
    expect(screen.getByTestId("section-live")).toBeInTheDocument();
    expect(screen.queryByTestId("section-staff")).not.toBeInTheDocument();
  });
});

test("who leaves a shared counter signs out in the dashboard, and the next one signs in", async () => {
  const { user } = openApp(LIVE, createStaffFixture());
  await user.click(await screen.findByTestId("sign-out"));
  expect(await screen.findByTestId("sign-in")).toBeInTheDocument();
  await waitFor(() => expect(window.location.search).toBe("?next=%2Fadmin"));
});

describe("the live page", () => {
  test("shows the figures, and moves with the stream", async () => {
    openApp(LIVE, createStaffFixture());
    expect(await screen.findByTestId("figure-taken")).toHaveTextContent(/RM.1,100.00.*10 % more than last/);
    expect(screen.getByTestId("figure-arriving")).toHaveTextContent("1 spot still taken");
    expect(screen.getByTestId("live")).toHaveTextContent("Connecting");
    act(() => {
      stream().open();
      stream().send("now", lotNow());
    });
    expect(screen.getByTestId("live")).toHaveTextContent("Live");
    const all = ground?.spaces.length ?? 0;
    expect(await count("free")).toHaveTextContent(String(all - 1));

    act(() => {
      stream().send("spots", {
        areaId: ground?.areaId,
        asOf: new Date().toISOString(),
        spots: { [String(first)]: "free", [String(second)]: "occupied" },
      });
    });
    expect(await count("occupied")).toHaveTextContent("1");
    expect(await count("overstayed")).toHaveTextContent("0");

    act(() => stream().send("stale", { since: new Date().toISOString() }));
    await waitFor(() => expect(screen.getByTestId("live")).toHaveTextContent("Not live, as of"));
  });

  test("who stays too long leads to the spot, and the spot to who has it", async () => {
    const { user } = openApp(LIVE, createStaffFixture());
    const label = ground?.spaces[0]?.label ?? "";
    await user.click(await screen.findByTestId(`late-${label}`));
    const panel = await screen.findByTestId("spot-panel");
    expect(await within(panel).findByText("Kavitha")).toBeInTheDocument();
    expect(panel).toHaveTextContent("overstayed");
    expect(panel).toHaveTextContent("Nothing else is booked.");
    expect(panel).toHaveTextContent(/Paint.*until it is reopened/);
  });

  test("says that the figures could not be fetched, and tries again", async () => {
    let works = false;
    const answers = {
      [`GET ${lot.slug}/overview`]: () =>
        works ? Response.json(overview) : Response.json({ detail: "The figures rest." }, { status: 500 }),
    };
    const { user } = openApp(LIVE, createStaffFixture({ answers }));
    const trouble = within(await screen.findByTestId("no-figures"));
    expect(trouble.getByRole("alert")).toHaveTextContent("The figures rest.");
    expect(screen.getByTestId("overstayers")).toHaveTextContent("not known at the moment");
    works = true;
    await user.click(trouble.getByRole("button", { name: "Try again" }));
    expect(await screen.findByTestId("figure-taken")).toBeInTheDocument();
  });

  test("the floor can be read as a list", async () => {
    const { user } = openApp(LIVE, createStaffFixture());
    await screen.findByTestId("floor-map");
    await user.click(screen.getByTestId("toggle-list"));
    const list = await screen.findByTestId("spots-in-words");
    await user.click(within(list).getByRole("button", { name: /^overstayed 1$/ }));
    expect(within(list).getAllByRole("listitem")).toHaveLength(1);
  });
});

describe("the staff", () => {
  test("a role is given, or the server's word is shown", async () => {
    const { user } = openApp(`${LIVE}/staff`, createStaffFixture());
    const email = await screen.findByLabelText("E-mail address");
    await user.type(email, "nobody@operator.example");
    await user.click(screen.getByTestId("give"));
    expect(await screen.findByTestId("give-problem")).toHaveTextContent(
      "Nobody has an account with this address.Send them the address below.",
    );
    expect(screen.getByTestId("sign-up-address")).toHaveTextContent("http://localhost:3000/sign-up");
    await user.clear(email);
    await user.type(email, "bob@operator.example");
    await user.click(screen.getByTestId("give"));
    expect(await screen.findByTestId("take-back-bob@operator.example")).toBeInTheDocument();
  });

  test("a role is taken back after a second thought", async () => {
    const { user } = openApp(`${LIVE}/staff`, createStaffFixture());
    await user.click(await screen.findByTestId("take-back-siti@operator.example"));
    expect(screen.getByTestId("take-back-dialog")).toHaveTextContent("Siti Aminah will not be Attendant");
    await user.click(screen.getByTestId("take-back-confirm"));
    await waitFor(() =>
      expect(screen.queryByTestId("take-back-siti@operator.example")).not.toBeInTheDocument(),
    );
  });

  test("who owns one car park takes no role back that holds at all", async () => {
    openApp(`${LIVE}/staff`, createStaffFixture({ everywhere: false }));
    expect(await screen.findByTestId("take-back-siti@operator.example")).toBeInTheDocument();
    expect(screen.queryByTestId("take-back-farid@operator.example")).not.toBeInTheDocument();
    expect(screen.queryByRole("group", { name: "Where" })).not.toBeInTheDocument();
  });
});

test("the audit trail tells who did what, where", async () => {
  const facts = { space_id: first, reason: "Leak", ends_at: null, closure_id: 4 };
  const entry = {
    id: 9,
    kind: "SpaceClosed",
    at: "2026-11-02T01:00:00Z",
    actor: "owner",
    who: "Farid Ismail",
    whom: null,
  };
  openApp(`${LIVE}/audit`, createStaffFixture({ audit: [{ ...entry, booking: null, facts }] }));
  const trail = await screen.findByTestId("audit");
  expect(trail).toHaveTextContent("A spot was closed");
  await waitFor(() => expect(trail).toHaveTextContent(`Farid Ismail, Owner · ${ground?.code ?? ""} ·`));
  expect(trail).toHaveTextContent("ReasonLeak");
  expect(trail).toHaveTextContent("Endopen");
});
