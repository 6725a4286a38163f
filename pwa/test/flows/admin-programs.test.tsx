import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Program } from "../../src/api/admin/programs";
import type { Reading } from "../../src/api/admin/readings";
import { lot } from "../fixture/data";
import { program, programs, reading } from "../fixture/programs";
import { createStaffFixture } from "../fixture/staff";
import type { StaffOptions } from "../fixture/staff";
import { openApp } from "../render";

const AT = `/admin/${lot.slug}/programs`;
const sent = (body: unknown, status = 200) => Response.json(body, { status });
const refused = (status: number, code: string, detail: string) => Response.json({ code, detail }, { status });

function open(path: string, answers: StaffOptions["answers"], everywhere = true) {
  return openApp(
    path,
    createStaffFixture({ permissions: ["see_floors", "manage_programs"], everywhere, answers }),
  );
}

function withPrograms(some: Program[], more = {}, answers: StaffOptions["answers"] = {}) {
  return { [`GET ${lot.slug}/programs`]: () => sent(programs(some, more)), ...answers };
}

describe("programs", () => {
  test("stand by kind, with what is out of use marked, and the way to doubtful readings", async () => {
    const app = program(2, "Rides", { kind: "app", everywhere: true, disabledAt: "2026-11-22T02:00:00Z" });
    open(AT, withPrograms([program(1, "Main entrance"), app], { doubtful: 3 }));
    expect(await screen.findByTestId("program-Main entrance")).toHaveTextContent("Coming in · never used");
    expect(screen.getByTestId("program-Rides")).toHaveTextContent("Out of use");
    expect(screen.getByTestId("doubtful")).toHaveTextContent("3 readings wait");
    expect(screen.getByTestId("to-readings")).toHaveAttribute("href", `${AT}/readings`);
  });

  test("that cannot connect for want of a key say so", async () => {
    open(AT, withPrograms([], { issuer: null }));
    expect(await screen.findByText("Programs cannot connect yet")).toBeInTheDocument();
    expect(screen.getByTestId("new-program")).toBeDisabled();
  });

  test("are connected, and the secret is shown once", async () => {
    const asked = vi.fn();
    const { user } = open(
      AT,
      withPrograms(
        [],
        {},
        {
          [`POST ${lot.slug}/programs`]: async (request) => {
            asked(await request.json());
            return sent({ program: program(1, "Exit"), secret: "s3cret" }, 201);
          },
        },
      ),
    );
    await user.click(await screen.findByTestId("new-program"));
    await user.type(screen.getByLabelText("Name"), "Exit");
    await user.click(screen.getByRole("button", { name: "Going out" }));
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByTestId("secret")).toHaveTextContent("s3cret");
    expect(asked).toHaveBeenCalledWith(
      expect.objectContaining({ kind: "device", name: "Exit", direction: "out", everywhere: false }),
    );
    await user.click(screen.getByTestId("secret-kept"));
    expect(screen.queryByText("s3cret")).not.toBeInTheDocument();
  });

  test("an app's addresses are refused at their field", async () => {
    const { user } = open(
      AT,
      withPrograms(
        [],
        {},
        {
          [`POST ${lot.slug}/programs`]: () => refused(422, "program_not_valid", "A program cannot be so."),
        },
      ),
    );
    await user.click(await screen.findByTestId("new-program"));
    await user.click(screen.getByRole("button", { name: "App" }));
    await user.type(screen.getByLabelText("Name"), "Rides");
    await user.type(screen.getByLabelText("Where drivers go back to"), "nowhere");
    await user.click(screen.getByTestId("register"));
    expect(await screen.findByText(/must begin with https/)).toBeInTheDocument();
    expect(screen.getByLabelText("Where drivers go back to")).toBeInvalid();
  });

  test("who owns one car park connects no apps, and changes none of all car parks", async () => {
    const { user } = open(
      AT,
      withPrograms([program(1, "Fleet", { isYours: false, everywhere: true })]),
      false,
    );
    await user.click(await screen.findByTestId("new-program"));
    expect(screen.queryByRole("button", { name: "App" })).not.toBeInTheDocument();
    expect(screen.getByText(/only who owns them all connects one/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Close" }));
    await user.click(screen.getByTestId("program-Fleet"));
    expect(screen.getByText(/Only who owns them all can change it/)).toBeInTheDocument();
    expect(screen.queryByTestId("disable")).not.toBeInTheDocument();
  });

  test("what ends access is asked twice", async () => {
    const disabled = vi.fn();
    const { user } = open(
      AT,
      withPrograms(
        [program(1, "Main entrance")],
        {},
        {
          [`POST ${lot.slug}/programs/*/disable`]: () => {
            disabled();
            return sent(program(1, "Main entrance"));
          },
        },
      ),
    );
    await user.click(await screen.findByTestId("program-Main entrance"));
    await user.click(screen.getByTestId("disable"));
    expect(screen.getByRole("alert")).toHaveTextContent("All access of Main entrance ends at once");
    expect(disabled).not.toHaveBeenCalled();
    await user.click(screen.getByTestId("sure"));
    await screen.findByText("Main entrance is out of use.");
    expect(disabled).toHaveBeenCalledOnce();
  });
});

describe("doubtful readings", () => {
  /** A queue of one, until it is decided. */
  function queue(one: Reading) {
    const waiting = [one];
    return {
      answers: {
        [`GET ${lot.slug}/observations`]: () =>
          sent({ observations: waiting, count: waiting.length, next: null }),
      },
      decide: () => {
        waiting.pop();
        return new Response(null, { status: 204 });
      },
    };
  }

  test("say why, and are accepted as one of the cars that they may be of", async () => {
    const accepted = vi.fn();
    const { answers, decide } = queue(reading(1));
    const { user } = open(`${AT}/readings`, {
      ...answers,
      [`POST ${lot.slug}/observations/*/accept`]: async (request) => {
        accepted(await request.json());
        return decide();
      },
    });
    const card = await screen.findByTestId("reading-1");
    expect(card).toHaveTextContent("92 % sure");
    expect(card).toHaveTextContent("one that looks like it");
    await user.click(
      within(card).getByRole("button", { name: "WBO 1234 B1 A7: it was this car, booking PK-7F3K9QX" }),
    );
    expect(await screen.findByTestId("no-readings")).toBeInTheDocument();
    expect(accepted).toHaveBeenCalledWith({ reference: "PK-7F3K9QX", leaveOwing: false });
  });

  test("a car that owes is let out owing, when somebody says so", async () => {
    const asked: unknown[] = [];
    const { answers, decide } = queue(
      reading(1, { direction: "out", doubt: "refused", refusal: "exit_fee_owed" }),
    );
    const { user } = open(`${AT}/readings`, {
      ...answers,
      [`POST ${lot.slug}/observations/*/accept`]: async (request) => {
        const body = (await request.json()) as { leaveOwing: boolean };
        asked.push(body);
        return body.leaveOwing
          ? decide()
          : refused(402, "exit_fee_owed", "RM 6.36 is owed before the car may leave.");
      },
    });
    expect(await screen.findByText("This car owes something.")).toBeInTheDocument();
    await user.click(screen.getByTestId("candidate-PK-7F3K9QX"));
    expect(await screen.findByTestId("reading-problem")).toHaveTextContent("RM 6.36 is owed");
    await user.click(screen.getByTestId("leave-owing"));
    expect(await screen.findByTestId("no-readings")).toBeInTheDocument();
    expect(asked).toHaveLength(2);
  });

  test("another plate is typed, and nothing at all is dismissed for a reason", async () => {
    const dismissed = vi.fn();
    const { answers, decide } = queue(reading(1, { candidates: [], doubt: "unknown" }));
    const { user } = open(`${AT}/readings`, {
      ...answers,
      [`POST ${lot.slug}/observations/*/accept`]: () => refused(404, "booking_not_found", "No such booking."),
      [`POST ${lot.slug}/observations/*/dismiss`]: async (request) => {
        dismissed(await request.json());
        return decide();
      },
    });
    await user.click(await screen.findByTestId("other-plate"));
    await user.type(screen.getByLabelText("Plate as you see it"), "abc 1");
    await user.click(screen.getByTestId("accept-plate"));
    expect(await screen.findByTestId("reading-problem")).toHaveTextContent("No such booking.");
    await user.click(screen.getByTestId("dismiss"));
    expect(screen.getByTestId("dismiss-confirm")).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Drove past" }));
    await user.click(screen.getByTestId("dismiss-confirm"));
    expect(await screen.findByTestId("no-readings")).toBeInTheDocument();
    expect(dismissed).toHaveBeenCalledWith({ reason: "Drove past" });
  });

  test("are there to the last, and stay so when one of them is decided", async () => {
    let waiting = [reading(3), reading(2), reading(1)];
    const { user } = open(`${AT}/readings`, {
      [`GET ${lot.slug}/observations`]: (request) => {
        const before = Number(new URL(request.url).searchParams.get("before") ?? Infinity);
        const rest = waiting.filter(({ id }) => id < before);
        const observations = rest.slice(0, 2);
        const next = rest.length > 2 ? observations.at(-1)?.id : null;
        return sent({ observations, count: waiting.length, next });
      },
      [`POST ${lot.slug}/observations/*/accept`]: () => {
        waiting = waiting.filter(({ id }) => id !== 3);
        return new Response(null, { status: 204 });
      },
    });
    expect(await screen.findByTestId("cut")).toHaveTextContent("The newest 2 of 3");
    await user.click(screen.getByTestId("more-rows"));
    const third = within(await screen.findByTestId("reading-3"));
    expect(await screen.findByTestId("reading-1")).toBeInTheDocument();
    expect(screen.queryByTestId("more-rows")).not.toBeInTheDocument();
    await user.click(third.getByTestId("candidate-PK-7F3K9QX"));
    await waitFor(() => expect(screen.queryByTestId("reading-3")).not.toBeInTheDocument());
    expect(screen.getByTestId("reading-1")).toBeInTheDocument();
  });
});
