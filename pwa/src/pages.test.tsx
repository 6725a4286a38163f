import { act, render, screen } from "@testing-library/react";
import { Suspense, useState } from "react";
import { expect, test } from "vitest";
import { createQueryClient } from "./api/queries";
import { bookingKeys } from "./api/bookings";
import { lotKeys } from "./api/lots";
import { page } from "./page";
import { openingAt } from "./pages";

function Counter({ name }: { name: string }) {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + 1)}>{`${name} ${count}`}</button>;
}

const fetchCounter = () => Promise.resolve({ default: Counter });

test("a page whose script is there is drawn at once, without a placeholder", async () => {
  const Counting = page(fetchCounter);
  await Counting.load();
  render(
    <Suspense fallback="a placeholder">
      <Counting name="Level" />
    </Suspense>,
  );
  expect(screen.getByRole("button").textContent).toBe("Level 0");
});

test("a page whose script is not there yet keeps what is done in it when it is drawn again", async () => {
  const Counting = page(fetchCounter);
  const shown = (name: string) => (
    <Suspense fallback="a placeholder">
      <Counting name={name} />
    </Suspense>
  );
  const { rerender } = render(shown("Level"));
  expect(screen.getByText("a placeholder")).toBeDefined();
  const button = await screen.findByRole("button");
  act(() => button.click());
  rerender(shown("Floor"));
  expect(screen.getByRole("button").textContent).toBe("Floor 1");
});

test.each([
  ["/", "", [lotKeys.all, ["app"]]],
  ["/lots/menara%20suria", "", [lotKeys.one("menara suria")]],
  ["/bookings/PK-2345678", "", [bookingKeys.one("PK-2345678")]],
  ["/bookings/PK-2345678", "#key=abc", []],
  ["/bookings", "", []],
  ["/lots/%E0%A4%A", "", [lotKeys.one("%E0%A4%A")]],
])("a start at %s%s asks for what it draws", (pathname, hash, keys) => {
  const cache = createQueryClient();
  openingAt({ pathname, hash })
    ?.ask(cache)
    .forEach((answer) => void answer.catch(() => undefined));
  expect(
    cache
      .getQueryCache()
      .getAll()
      .map((query) => query.queryKey),
  ).toEqual(keys);
});

test("a start elsewhere needs nothing first", () => {
  expect(openingAt({ pathname: "/account", hash: "" })).toBeNull();
  expect(openingAt({ pathname: "/constructor", hash: "" })).toBeNull();
});
