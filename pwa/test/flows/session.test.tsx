import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Fixture } from "../fixture/api";
import { openApp } from "../render";

const MARK = "parkpro.signed-in";

function asksWho(fixture: Fixture): number {
  return fixture.asked.filter((one) => one.call === "GET /api/me").length;
}

describe("who is signed in", () => {
  test("is not asked where nobody ever signed in", async () => {
    const { fixture } = openApp("/bookings");
    expect(
      await screen.findByText("Sign in to see the bookings of your account on every device."),
    ).toBeInTheDocument();
    expect(asksWho(fixture)).toBe(0);
  });

  test("is remembered from the sign-in to the sign-out", async () => {
    const { user, fixture, cache } = openApp("/sign-in?next=/account");
    await user.type(await screen.findByLabelText("E-mail"), "aisyah@demo.example");
    await user.type(screen.getByLabelText("Password"), "a long password");
    await user.click(screen.getByTestId("sign-in"));
    expect(await screen.findByTestId("sign-out")).toBeInTheDocument();
    expect(window.localStorage.getItem(MARK)).not.toBeNull();
    expect(asksWho(fixture)).toBe(0);

    await cache.invalidateQueries({ queryKey: ["me"] });
    expect(asksWho(fixture)).toBe(1);
    await user.click(screen.getByTestId("sign-out"));
    await waitFor(() => expect(window.localStorage.getItem(MARK)).toBeNull());
    expect(await screen.findByText("You are signed out.")).toBeInTheDocument();
    const calls = fixture.asked.map((one) => one.call);
    expect(calls).toContain("GET /api/vehicles");
    // Nothing private is asked for on the way out.
    expect(calls.lastIndexOf("GET /api/vehicles")).toBeLessThan(calls.indexOf("POST /api/sign-out"));
    expect(calls.lastIndexOf("GET /api/me/messages")).toBeLessThan(calls.indexOf("POST /api/sign-out"));
  });

  test("is asked at the start after an earlier sign-in, and no more once the session has ended", async () => {
    window.localStorage.setItem(MARK, "yes");
    const { fixture, cache } = openApp("/bookings");
    expect(
      await screen.findByText("Sign in to see the bookings of your account on every device."),
    ).toBeInTheDocument();
    expect(asksWho(fixture)).toBe(1);
    expect(window.localStorage.getItem(MARK)).toBeNull();
    await cache.invalidateQueries({ queryKey: ["me"] });
    expect(asksWho(fixture)).toBe(1);
  });
});
