import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { lot } from "../fixture/data";
import { floorDrafts } from "../fixture/floorDrafts";
import { drawFloor } from "../fixture/floors";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const FLOORS = `/admin/${lot.slug}/floors`;
const map = drawFloor(7, "B1", 2, 6);

function open(path = `${FLOORS}/B1`, options: Partial<Parameters<typeof floorDrafts>[0]> = {}) {
  const server = floorDrafts({ maps: [map], ...options });
  const opened = openApp(path, createStaffFixture({ permissions: ["draw_floors"], answers: server.answers }));
  return { ...opened, server };
}

type User = ReturnType<typeof open>["user"];

async function choose(user: User, label: string) {
  await user.click(await screen.findByRole("button", { name: "Objects" }));
  await user.click(await screen.findByTestId(`object-${label}`));
  await user.click(screen.getByRole("button", { name: "Properties" }));
  expect(screen.getByTestId("selection-title")).toHaveTextContent(`Spot ${label}`);
}

const kept = (state: string) =>
  waitFor(() => expect(screen.getByTestId("kept")).toHaveAttribute("data-state", state));

describe("the floors", () => {
  test("each says what drivers see of it and what is being drawn", async () => {
    const { server } = open(FLOORS);
    const row = await screen.findByTestId("floor-B1");
    expect(row).toHaveTextContent("Floor B1");
    expect(row).toHaveTextContent("12 spots");
    expect(within(row).getByTestId("open-B1")).toHaveAttribute("href", `${FLOORS}/B1`);
    expect(server.saved).toEqual([]);
  });

  test("a floor is added empty, and opens in the editor", async () => {
    const { user, server } = open(FLOORS);
    await user.click(await screen.findByTestId("add-floor"));
    const code = screen.getByTestId("new-code");
    await user.clear(code);
    await user.type(code, "b1");
    expect(screen.getByText("There is a floor with this code.")).toBeInTheDocument();
    await user.clear(code);
    await user.type(code, "N2");
    await user.type(screen.getByTestId("new-name"), "Annex");
    await user.click(screen.getByTestId("add-now"));
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("N2 · Annex");
    expect(server.saved[0]).toMatchObject({ name: "Annex", revision: 0, baseMapVersion: 0 });
  });
});

describe("the editor, by keyboard and in words", () => {
  test("a spot is found, renamed, moved and turned by numbers; each can be undone; all of it is kept", async () => {
    const { user, server } = open();
    await choose(user, "A2");
    const label = screen.getByTestId("spot-label");
    await user.clear(label);
    await user.type(label, "VIP 2");
    await user.selectOptions(screen.getByTestId("spot-type"), "vip");
    const left = screen.getByTestId("spot-x");
    await user.clear(left);
    await user.type(left, "12,5");
    await user.click(screen.getByTestId("move-right"));
    await kept("saved");
    await waitFor(() => expect(server.saved.length).toBeGreaterThan(0));
    const spot = server.saved.at(-1)?.plan.spaces[1];
    expect(spot).toMatchObject({ id: map.spaces[1]?.id, label: "VIP 2", type: "vip", x: 1275 });

    for (let i = 0; i < 4; i++) await user.click(screen.getByTestId("undo"));
    expect(screen.getByTestId("spot-label")).toHaveValue("A2");
    await waitFor(() =>
      expect(server.saved.at(-1)?.plan.spaces[1]).toMatchObject({ label: "A2", type: "oku" }),
    );
  });

  test("what cannot be is said and not kept", async () => {
    const { user, server } = open();
    await choose(user, "A2");
    const label = screen.getByTestId("spot-label");
    await user.clear(label);
    expect(screen.getByText("Up to 12 letters, digits, dots, hyphens.")).toBeInTheDocument();
    const width = screen.getByTestId("spot-width");
    await user.clear(width);
    await user.type(width, "99");
    expect(screen.getByText("Write a number from 0.5 to 30.")).toBeInTheDocument();
    expect(server.saved).toEqual([]);
  });

  test("a row is drawn and labelled without pointing, and copied on", async () => {
    const { user } = open();
    await user.click(await screen.findByTestId("tool-row"));
    const count = screen.getByTestId("row-count");
    await user.clear(count);
    await user.type(count, "40");
    await user.click(screen.getByTestId("draw-row"));
    expect(screen.getByTestId("selection-title")).toHaveTextContent("40 objects");
    expect(screen.getByTestId("said")).toHaveTextContent("row drawn");
    await user.click(screen.getByTestId("undo"));
    expect(screen.queryByTestId("selection")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("redo"));
    await user.click(screen.getByRole("button", { name: "Objects" }));
    await user.type(screen.getByRole("searchbox"), "C40");
    expect(await screen.findByTestId("object-C40")).toBeInTheDocument();
  });

  test("the canvas has the keys that its help names", async () => {
    const { user } = open();
    const canvas = await screen.findByTestId("floor-map");
    canvas.focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(screen.getByTestId("selection-title")).toHaveTextContent("12 objects");
    await user.keyboard("t{ArrowRight}{Delete}");
    expect(screen.queryByTestId("selection")).not.toBeInTheDocument();
    await user.keyboard("{Control>}z{/Control}");
    expect(screen.getByTestId("undo")).toHaveAccessibleName("Undo: moved");
    await user.keyboard("r");
    expect(screen.getByTestId("tool-row")).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("{Escape}");
    expect(screen.getByTestId("tool-select")).toHaveAttribute("aria-pressed", "true");
  });

  test("a fault leads to the spots that it names", async () => {
    const { user, server } = open();
    await screen.findByTestId("floor-map");
    const known = server.drafts.get("B1");
    if (!known) throw new Error("B1");
    server.drafts.set("B1", {
      ...known,
      faults: [{ kind: "over_spot", x: 900, y: 400, label: "A1", other: "A2" }],
    });
    await choose(user, "A3");
    await user.click(screen.getByTestId("move-left"));
    await user.click(await screen.findByRole("button", { name: "Faults 1" }));
    await user.click(screen.getByRole("button", { name: "A1 lies over A2" }));
    await user.click(screen.getByRole("button", { name: "Properties" }));
    expect(screen.getByTestId("selection-title")).toHaveTextContent("2 objects");
  });
});

describe("two at one floor", () => {
  test("the others are named, and who saves second is told by whom, and can take theirs", async () => {
    const { user, server } = open(`${FLOORS}/B1`, { editors: ["Siti Aminah"] });
    expect(await screen.findByTestId("others")).toHaveTextContent("Also here: Siti Aminah");
    const { name, level, plan, revision, baseMapVersion } = server.drafts.get("B1") ?? fail();
    server.saveAs("Siti Aminah", "B1", { name: "Theirs", level, plan, revision, baseMapVersion });
    await choose(user, "A2");
    await user.click(screen.getByTestId("move-left"));
    const dialog = await screen.findByTestId("overtaken");
    expect(dialog).toHaveTextContent("Siti Aminah saved this floor before you");
    expect(server.drafts.get("B1")?.name).not.toBe(name);
    await user.click(screen.getByTestId("take-theirs"));
    await waitFor(() => expect(screen.queryByTestId("overtaken")).not.toBeInTheDocument());
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("B1 · Theirs");
    expect(screen.getByTestId("undo")).toBeDisabled();
  });
});

describe("publishing", () => {
  const stranded = {
    reference: "PK-7F3K9Q",
    status: "confirmed" as const,
    spaceLabel: "A2",
    startsAt: "2026-11-22T04:00:00Z",
    endsAt: "2026-11-22T06:00:00Z",
    goesTo: null,
    carIsIn: true,
  };

  test("says what changes and which bookings lose their spots, and then publishes what was seen", async () => {
    const { user } = open(`${FLOORS}/B1`, {
      check: { retired: ["A2"], renamed: [{ before: "A3", after: "Z1" }], stranded: [stranded] },
    });
    expect(await screen.findByTestId("publish")).toBeDisabled();
    await choose(user, "A2");
    await user.click(screen.getByTestId("remove"));
    await user.click(screen.getByTestId("publish"));
    const changes = await screen.findByTestId("what-changes");
    expect(changes).toHaveTextContent("1 spot goes");
    expect(changes).toHaveTextContent("A3 → Z1");
    expect(screen.getByTestId("stranded-PK-7F3K9Q")).toHaveTextContent(
      /all the money goes back.*stands there now/,
    );
    await user.click(screen.getByRole("button", { name: "Publish, and act on 1 booking" }));
    await waitFor(() => expect(screen.getByTestId("kept")).toHaveTextContent("As drivers see it"));
    expect(screen.getByText("Published. Bookings moved: 1; given back: 0.")).toBeInTheDocument();
  });

  test("a floor with faults is not published", async () => {
    const faults = [{ kind: "outside" as const, x: 1, y: 1, label: "A1", other: null }];
    const { user } = open(`${FLOORS}/B1`, { check: { faults } });
    await choose(user, "A1");
    await user.click(screen.getByTestId("turn-right"));
    await user.click(screen.getByTestId("publish"));
    expect(await screen.findByText("1 fault has to be mended first")).toBeInTheDocument();
    expect(screen.getByTestId("publish-now")).toBeDisabled();
  });
});

test("a file that is none is refused before it is sent", async () => {
  const { user, fixture } = open();
  await user.click(await screen.findByTestId("files"));
  expect(screen.getByTestId("export-apds")).toHaveAttribute(
    "href",
    `/api/admin/lots/${lot.slug}/floors/B1/export?format=apds`,
  );
  fireEvent.change(screen.getByTestId("import-file"), { target: { files: [new File(["[1"], "x.json")] } });
  expect(await screen.findByTestId("import-problem")).toHaveTextContent("This is no file of a floor.");
  expect(fixture.asked.filter(({ call }) => call.includes("import"))).toEqual([]);
});

function fail(): never {
  throw new Error("no draft");
}
