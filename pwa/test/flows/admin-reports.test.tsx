import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { floorUse, revenue, unwatched, use } from "../fixture/reports";
import { createStaffFixture, ground } from "../fixture/staff";
import type { StaffOptions } from "../fixture/staff";
import { openApp } from "../render";

const REPORTS = `/admin/${lot.slug}/reports`;
const PERMISSIONS: Permission[] = ["see_floors", "see_reports"];

function open(path: string, answers: StaffOptions["answers"] = {}, lots = 1) {
  const asked: string[] = [];
  const note = (answer: unknown) => (request: Request) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
    return Response.json(answer);
  };
  const fixture = createStaffFixture({
    permissions: PERMISSIONS,
    lots,
    answers: {
      [`GET ${lot.slug}/revenue`]: note(revenue),
      [`GET ${lot.slug}/reports/occupancy`]: note(use),
      [`GET ${lot.slug}/reports/spots`]: note(floorUse),
      ...answers,
    },
  });
  return { ...openApp(path, fixture), asked };
}

describe("revenue", () => {
  test("tells the figures beside those before, in words", async () => {
    open(REPORTS);
    const net = await screen.findByTestId("figure-net");
    expect(net).toHaveTextContent(/RM.1,100.00.*10 % more.*was RM.1,000.00/);
    expect(screen.getByTestId("figure-refunds")).toHaveTextContent("The same");
    expect(screen.getByTestId("till-owed")).toHaveTextContent(/RM.15.00/);
    expect(screen.getByTestId("till-paidOut")).toHaveTextContent(/−RM.39.00/);
  });

  test("the chart is walked by arrow keys and told, and has its table", async () => {
    const { user } = open(REPORTS);
    const chart = await screen.findByTestId("bar-chart");
    chart.focus();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByTestId("bar-told")).toHaveTextContent(/1 Nov 2026: RM.700.00, before RM.400.00/);
    await user.keyboard("{End}");
    expect(screen.getByTestId("bar-told")).toHaveTextContent(/2 Nov 2026: RM.400.00/);
    expect(screen.getAllByText(/2 Nov 2026: RM.400.00, before RM.600.00/)).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Given back", pressed: false }));
    const rows = within(screen.getByTestId("table-day")).getAllByRole("row");
    expect(rows.at(-1)).toHaveTextContent(/Total.*RM.1,100.00/);
  });

  test("days are chosen, and stay in the address", async () => {
    const { user, asked } = open(REPORTS);
    await user.click(await screen.findByRole("button", { name: "Last month" }));
    expect(window.location.search).toBe("?days=last");
    await user.click(screen.getByRole("button", { name: "Other days" }));
    await user.clear(screen.getByLabelText("From"));
    await user.type(screen.getByLabelText("From"), "2026-03-05");
    await user.clear(screen.getByLabelText(/^To/));
    await user.type(screen.getByLabelText(/^To/), "2026-03-04");
    expect(screen.getByRole("alert")).toHaveTextContent("The last day is before the first.");
    expect(screen.getByTestId("own-days")).toBeDisabled();
    await user.clear(screen.getByLabelText(/^To/));
    await user.type(screen.getByLabelText(/^To/), "2026-03-09");
    await user.click(screen.getByTestId("own-days"));
    expect(window.location.search).toBe("?from=2026-03-05&to=2026-03-09");
    await waitFor(() => expect(asked.at(-1)).toContain("revenue?from=2026-03-05&to=2026-03-09"));
    expect(screen.getByTestId("days")).toHaveTextContent("Sat 28 Feb 2026 to Wed 4 Mar 2026");
  });

  test("comes along as a file of the server's", async () => {
    const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    URL.createObjectURL = () => "blob:file";
    const { user } = open(REPORTS, {
      [`GET ${lot.slug}/revenue.csv`]: (request) => {
        expect(request.headers.get("Accept-Language")).toBe("en");
        return new Response("day,net", {
          headers: { "Content-Disposition": 'attachment; filename="plaza-revenue.csv"' },
        });
      },
    });
    await user.click(await screen.findByTestId("download-csv"));
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect((saved.mock.contexts[0] as HTMLAnchorElement).download).toBe("plaza-revenue.csv");
    await user.click(screen.getByTestId("download-xlsx"));
    expect(await screen.findByText("Not allowed here.")).toBeInTheDocument();
  });

  test("what cannot be fetched says so", async () => {
    open(REPORTS, {
      [`GET ${lot.slug}/revenue`]: () =>
        Response.json({ code: "report_too_long", detail: "At most 3660 days." }, { status: 422 }),
    });
    expect(await screen.findByText("At most 3660 days.")).toBeInTheDocument();
  });
});

describe("the use of spots", () => {
  test("tells how full, how long and how often", async () => {
    open(`${REPORTS}/use`);
    const told = await screen.findByTestId("use-figures");
    expect(told).toHaveTextContent("Booked40.5 %");
    expect(told).toHaveTextContent("Average stay2 h 45 min");
    expect(told).toHaveTextContent("No-shows3.5 %12 bookings");
  });

  test("the hours of the week are a grid that is walked, with figures in every cell", async () => {
    const { user } = open(`${REPORTS}/use`);
    const grid = await screen.findByRole("grid");
    const cell = (name: RegExp) => within(grid).getByRole("gridcell", { name });
    expect(cell(/^Mon 00:00: closed/)).toHaveTextContent("–");
    expect(cell(/^Tue 09:00: 62.5 % booked, 5 % with a car/)).toHaveTextContent("63");
    expect(within(grid).getAllByRole("gridcell")).toHaveLength(168);
    const start = within(grid)
      .getAllByRole("gridcell")
      .find((one) => one.tabIndex === 0);
    start?.focus();
    await user.keyboard("{ArrowDown}{Home}{ArrowUp}");
    expect(document.activeElement).toHaveAccessibleName(/^Mon 00:00/);
    await user.click(screen.getByRole("button", { name: "With a car" }));
    expect(cell(/^Tue 09:00/)).toHaveTextContent("5");
  });

  test("of a floor or a type alone", async () => {
    const { user, asked } = open(`${REPORTS}/use`);
    await screen.findByRole("option", { name: "Standard" });
    await user.selectOptions(screen.getByTestId("use-type"), "standard");
    await waitFor(() => expect(asked.some((path) => path.includes("type=standard"))).toBe(true));
    await user.selectOptions(screen.getByTestId("use-floor"), ground?.code ?? "");
    await waitFor(() => expect(asked.some((path) => path.includes(`area=${ground?.areaId}`))).toBe(true));
  });

  test("spots are told one by one, the most booked first", async () => {
    const { user } = open(`${REPORTS}/use`);
    const table = await screen.findByTestId("table-spots");
    const labels = () =>
      within(table)
        .getAllByRole("button")
        .map((one) => one.textContent.trim());
    const all = floorUse.spots.map((spot) => spot.label);
    expect(labels()[0]).toBe(all.at(-1));
    await user.click(screen.getByRole("button", { name: "Least booked" }));
    expect(labels()[0]).toBe(all[0]);
    await user.click(within(table).getByRole("button", { name: all[1] ?? "" }));
    expect(screen.getByTestId("spot-told")).toHaveTextContent(`1 % booked, 1 stay`);
  });

  test("where no gate sees cars, nothing is made up", async () => {
    open(`${REPORTS}/use`, { [`GET ${lot.slug}/reports/occupancy`]: () => Response.json(unwatched) });
    const told = await screen.findByTestId("use-figures");
    expect(told).toHaveTextContent("No-shows–No gate has seen a car here.");
    expect(screen.queryByRole("button", { name: "With a car" })).not.toBeInTheDocument();
  });
});
