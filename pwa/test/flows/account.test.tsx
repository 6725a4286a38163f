import { screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openApp } from "../render";

describe("an account", () => {
  test("is asked for only with all that it needs, and what is missing is said at its field", async () => {
    const { user, fixture } = openApp("/sign-up");
    const name = await screen.findByLabelText("Your name");
    const email = screen.getByLabelText("E-mail");
    const password = screen.getByLabelText("New password");
    await user.type(email, "aina");
    await user.type(password, "short");
    await user.click(screen.getByTestId("sign-up"));

    expect(name).toHaveAccessibleDescription("Please fill this in.");
    expect(name).toHaveFocus();
    expect(email).toHaveAccessibleDescription(/whole e-mail address/);
    expect(password).toHaveAccessibleDescription("At least 10 characters.");
    expect(password).toBeInvalid();
    expect(fixture.asked.some((one) => one.call === "POST /api/sign-up")).toBe(false);

    await user.type(name, "Aina");
    expect(name).not.toHaveAccessibleDescription();
    await user.type(email, "@driver.example");
    await user.type(password, " no more at all");
    await user.click(screen.getByTestId("sign-up"));
    expect(fixture.asked.some((one) => one.call === "POST /api/sign-up")).toBe(true);
  });

  test("that is not let in hears why before the fields, as a part of the form", async () => {
    const { user } = openApp("/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "nobody@driver.example");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByTestId("sign-in"));
    const problem = await screen.findByRole("alert");
    expect(problem).toHaveTextContent("E-mail and password do not match.");
    expect(screen.getByRole("form", { name: "Sign in" })).toHaveAccessibleDescription(
      "E-mail and password do not match.",
    );
    const order = problem.compareDocumentPosition(screen.getByLabelText("E-mail"));
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });
});
