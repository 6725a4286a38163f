import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openApp } from "../render";
import { createFixture } from "../fixture/api";
import { FakeEventSource } from "../fakes/event-source";

const LOT = "/lots/plaza-damai?floor=B1";

async function openList(language: "en" | "ms" = "en", fixture = createFixture()) {
  const app = openApp(LOT, fixture, language);
  await app.user.click(await screen.findByTestId("toggle-list"));
  const list = await screen.findByTestId("spot-list");
  await within(list).findAllByText(/RM/);
  return { ...app, list };
}

function press(name: RegExp | string) {
  return screen.getByRole("button", { name });
}

afterEach(() => vi.useRealTimers());

describe("the list of spots", () => {
  test("tells of each its kind, way, price and state, and why it is closed", async () => {
    const { list } = await openList();
    expect(within(list).getByTestId("spot-B4")).toHaveAccessibleName(
      /^B4 EV charging \d+ m from Lift \d RM.12\.72 free$/,
    );
    const closed = within(list).getByTestId("spot-C4");
    expect(closed).toHaveTextContent("New floor paint until Friday");
    expect(closed).toHaveTextContent("closed");
    expect(closed.tagName).not.toBe("BUTTON");
    expect(list).toHaveTextContent(/36 spots, \d+ free/);
  });

  test("speaks Malay", async () => {
    const { list } = await openList("ms");
    expect(within(list).getByTestId("spot-B4")).toHaveAccessibleName(/^B4 Pengecas EV .* kosong$/);
  });

  test("has nothing free while the car park is closed, and leads to its next opening", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    // 01:00 to 03:00 in Kuala Lumpur; it opens at 06:00.
    const period = `from=${tomorrow}T17:00:00Z&to=${tomorrow}T19:00:00Z`;
    const { user } = openApp(`/lots/medan-selatan?floor=B1&spot=B4&${period}`);
    const closed = await screen.findByTestId("closed-then");
    await user.click(screen.getByTestId("toggle-list"));
    const list = await screen.findByTestId("spot-list");
    expect(list).toHaveTextContent("36 spots, 0 free");
    expect(screen.getByTestId("floor-B1")).toHaveTextContent("closed");
    expect(within(list).queryByText(/RM/)).not.toBeInTheDocument();
    expect(screen.queryByTestId("spot-sheet")).not.toBeInTheDocument();

    await user.click(within(closed).getByRole("button", { name: /06:00 – 08:00/ }));
    expect(new URLSearchParams(window.location.search).get("from")).toBe(`${tomorrow}T22:00:00Z`);
    expect(await within(list).findAllByText(/RM/)).not.toHaveLength(0);
    expect(screen.queryByTestId("closed-then")).not.toBeInTheDocument();
  });

  test("is used by the keyboard alone: find, choose, give up", async () => {
    const { user, list } = await openList();
    act(() => screen.getByRole("searchbox").focus());
    await user.keyboard("b4");
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(1));
    while (document.activeElement?.getAttribute("data-testid") !== "spot-B4") await user.tab();
    await user.keyboard("{Enter}");
    expect(new URLSearchParams(window.location.search).get("spot")).toBe("B4");
    expect(await screen.findByTestId("spot-sheet")).toBeInTheDocument();
    expect(within(list).getByTestId("spot-B4")).toHaveAttribute("aria-pressed", "true");
  });

  test("filters by kind, price and state, and says when nothing is left", async () => {
    const { user, list } = await openList();
    const kinds = () =>
      new Set(
        within(list)
          .getAllByTestId(/^spot-[A-D]\d/)
          .map(kindOf),
      );
    await user.click(screen.getByTestId("filters"));
    await user.click(press(/^EV RM.12\.72/));
    expect(kinds()).toEqual(new Set(["EV charging"]));
    await user.click(press(/^EV/));
    await user.click(press(/^Up to RM.8\.48/));
    expect(kinds()).toEqual(new Set(["Standard", "OKU accessible"]));
    await user.click(press("Free only"));
    expect(within(list).queryByTestId("spot-C4")).toBeNull();
    expect(screen.getByTestId("filters")).toHaveAccessibleName("Filter the spots: 1");
    await user.click(press(/^VIP/));
    expect(within(list).getByRole("status")).toHaveTextContent(/No spot that meets the filter is free/);
  });

  test("finds a closed spot although only free ones are shown", async () => {
    const { user, list } = await openList();
    await user.click(press("Free only"));
    await user.type(screen.getByRole("searchbox"), "c4");
    expect(await within(list).findByTestId("spot-C4")).toHaveTextContent("closed");
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "Q9");
    expect(await within(list).findByRole("status")).toHaveTextContent("There is no spot “Q9” on this floor.");
  });

  test("shows a spot on the map, where the keyboard goes on from it", async () => {
    const { user } = await openList();
    await user.click(press("Show C4 on the map"));
    const map = await screen.findByTestId("floor-map");
    expect(map).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    expect(screen.getByText(/^C3, Standard/)).toBeInTheDocument();
  });

  test("tells politely what others do: together, named when few, counted when many", async () => {
    const { list } = await openList();
    const news = within(list).getByTestId("floor-news");
    expect(news).toHaveAttribute("aria-live", "polite");
    act(() => FakeEventSource.last.open());
    vi.useFakeTimers();
    const say = (changes: [number, string][]) => {
      act(() => {
        FakeEventSource.last.send("spaces", {
          areaId: 3,
          asOf: "2026-11-25T06:00:00Z",
          changes: changes.map(([spaceId, state]) => ({ spaceId, state })),
        });
      });
    };
    say([[30_203, "held"]]);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(news).toBeEmptyDOMElement();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(news).toHaveTextContent(/^B4 is now held\. \d+ free spots$/);
    expect(within(list).getByTestId("spot-B4")).toHaveTextContent("held");
    // Soon after, nothing is said; then all at once.
    for (const column of [0, 1, 2, 3, 4]) say([[30_600 + column, "taken"]]);
    for (const column of [0, 1, 2, 3, 4]) say([[30_600 + column, "free"]]);
    say([
      [30_200, "held"],
      [30_201, "held"],
      [30_202, "held"],
      [30_203, "free"],
      [30_000, "held"],
    ]);
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    expect(news).toHaveTextContent(/^B4 is now held/);
    await act(() => vi.advanceTimersByTimeAsync(8_000));
    expect(news).toHaveTextContent(/^\d+ spots changed\. \d+ free spots$/);
  });
});

function kindOf(row: HTMLElement): string | undefined {
  return /EV charging|Standard|VIP|OKU accessible/.exec(row.textContent)?.[0];
}
