import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { createFixture } from "../fixture/api";
import { openApp } from "../render";

test("what went wrong with saving a car is not told of deleting it", async () => {
  const fixture = createFixture({ signedIn: true });
  const answer = fixture.fetch;
  fixture.fetch = (request) =>
    request.method === "PATCH" || request.method === "DELETE"
      ? Promise.resolve(Response.json({ code: "x", detail: `No ${request.method}.` }, { status: 409 }))
      : answer(request);
  const { user } = openApp("/account", fixture);
  await user.click((await screen.findAllByRole("button", { name: /WXY 1234/ }))[0] as HTMLElement);
  await user.click(await screen.findByTestId("save-vehicle"));
  expect(await screen.findByRole("alert")).toHaveTextContent("No PATCH.");
  await user.click(screen.getByRole("button", { name: "Delete this vehicle" }));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Delete WXY 1234" }));
  expect(await screen.findByText("No DELETE.")).toBeInTheDocument();
});
