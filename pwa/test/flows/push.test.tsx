import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakePush } from "../fakes/push";
import { createFixture } from "../fixture/api";
import type { Fixture } from "../fixture/api";
import { openApp } from "../render";

const PAID = "/bookings/PK-PAZD23";
const push = new FakePush();

beforeEach(() => {
  Object.assign(push, {
    permission: "default",
    answer: "granted",
    asked: 0,
    subscription: null,
    tray: [],
    made: 0,
  });
  push.install();
});
afterEach(() => push.uninstall());

function told(fixture: Fixture, call: "PUT" | "DELETE") {
  return fixture.asked.filter((one) => one.call === `${call} /api/push/subscriptions`).map((one) => one.body);
}

describe("notifications", () => {
  test("are offered with a paid booking, and asked for only when the driver wants them", async () => {
    window.localStorage.setItem("parkpro.bookings", '["PK-PAZD23"]');
    const { user, fixture } = openApp(PAID);
    await user.click(await screen.findByTestId("remind-yes", undefined, { timeout: 10_000 }));
    expect(await screen.findByTestId("remind-on")).toBeInTheDocument();
    expect(push.asked).toBe(1);
    expect(told(fixture, "PUT")[0]).toEqual({
      endpoint: "https://push.example/1",
      keys: { p256dh: "point", auth: "secret" },
      references: ["PK-PAZD23"],
      language: "en",
    });
  });

  test("are never asked for by a page that is only looked at", async () => {
    openApp(PAID);
    expect(await screen.findByTestId("remind")).toBeInTheDocument();
    expect(push.asked).toBe(0);
  });

  test("are not offered for a booking that is not paid for", async () => {
    openApp("/bookings/PK-7F3K9Q");
    expect(await screen.findByTestId("countdown")).toBeInTheDocument();
    expect(screen.queryByTestId("remind")).not.toBeInTheDocument();
  });

  test("that were refused say how to allow them, and the next booking does not nag", async () => {
    push.answer = "denied";
    const { user, fixture } = openApp(PAID);
    await user.click(await screen.findByTestId("remind-yes"));
    expect(await screen.findByTestId("push-denied")).toHaveTextContent("browser's settings");
    expect(told(fixture, "PUT")).toEqual([]);

    cleanup();
    openApp(PAID);
    expect(await screen.findByTestId("pass")).toBeInTheDocument();
    expect(screen.queryByTestId("remind")).not.toBeInTheDocument();
    expect(screen.queryByTestId("push-denied")).not.toBeInTheDocument();
  });

  test("that are put off are not offered again", async () => {
    const { user } = openApp(PAID);
    await user.click(await screen.findByRole("button", { name: "Not now" }));
    expect(screen.queryByTestId("remind")).not.toBeInTheDocument();
    expect(window.localStorage.getItem("parkpro.push-not-now")).not.toBeNull();
  });

  test("do not exist in a browser without them, and nothing is said of them on a booking", async () => {
    push.uninstall();
    openApp(PAID);
    expect(await screen.findByTestId("pass")).toBeInTheDocument();
    expect(screen.queryByTestId("remind")).not.toBeInTheDocument();
  });

  test("are made again when the browser dropped them or the server's key changed", async () => {
    Object.assign(push, { permission: "granted" });
    window.localStorage.setItem("parkpro.push", "yes");
    const { fixture } = openApp("/");
    await waitFor(() => expect(told(fixture, "PUT")).toHaveLength(1), { timeout: 10_000 });
    expect(push.asked).toBe(0);

    // As if it had been made under another key.
    (push.subscription as unknown as { options: object }).options = {
      applicationServerKey: new ArrayBuffer(65),
    };
    cleanup();
    const second = openApp("/");
    await waitFor(() => expect(told(second.fixture, "PUT")).toHaveLength(1), { timeout: 10_000 });
    expect(push.subscription?.endpoint).toBe("https://push.example/2");
  });
});

describe("the account", () => {
  test("switches this device on and off", async () => {
    const { user, fixture } = openApp("/account");
    const here = await screen.findByTestId("push-switch", undefined, { timeout: 10_000 });
    expect(here).toHaveAttribute("aria-checked", "false");
    await user.click(here);
    await waitFor(() => expect(here).toHaveAttribute("aria-checked", "true"));
    await user.click(here);
    await waitFor(() => expect(here).toHaveAttribute("aria-checked", "false"));
    expect(told(fixture, "DELETE")).toEqual([{ endpoint: "https://push.example/1" }]);
    expect(push.subscription).toBeNull();
    expect(screen.queryByTestId("message-choices")).not.toBeInTheDocument();
  });

  test("sets each channel for each kind of message", async () => {
    const { user, fixture } = openApp("/account", createFixture({ signedIn: true }));
    const reminder = await screen.findByRole("switch", { name: "Reminders: E-mail" }, { timeout: 10_000 });
    expect(reminder).toHaveAttribute("aria-checked", "false");
    await user.click(reminder);
    await waitFor(() => expect(reminder).toHaveAttribute("aria-checked", "true"));
    expect(fixture.asked.find((one) => one.call === "PUT /api/me/messages")?.body).toEqual({
      preferences: [{ topic: "reminders", channel: "email", isOn: true }],
    });
    expect(screen.getAllByRole("switch")).toHaveLength(11);
  });

  test("says of pushed messages that they do not come here until this device is switched on", async () => {
    const { user } = openApp("/account", createFixture({ signedIn: true }));
    const here = await screen.findByTestId("push-switch", undefined, { timeout: 10_000 });
    const choice = await screen.findByTestId("refunds-push");
    expect(choice).toHaveAccessibleName("Refunds: Push, off on this device");
    await user.click(here);
    await waitFor(() => expect(choice).toHaveAccessibleName("Refunds: Push"));
    expect(screen.queryByText("off here")).not.toBeInTheDocument();
  });

  test("takes the device back when its person signs out", async () => {
    const { user, fixture, cache } = openApp("/account", createFixture({ signedIn: true }));
    const here = await screen.findByTestId("push-switch", undefined, { timeout: 10_000 });
    await user.click(here);
    await waitFor(() => expect(here).toHaveAttribute("aria-checked", "true"));
    const before = told(fixture, "PUT").length;
    push.notify();
    await user.click(screen.getByTestId("sign-out"));
    await waitFor(() => expect(told(fixture, "DELETE")).toHaveLength(1));
    expect(window.localStorage.getItem("parkpro.push")).toBeNull();
    await waitFor(() => expect(cache.getQueryData(["push", "device"])).toBe("off"));
    expect(push.subscription).toBeNull();
    expect(told(fixture, "PUT")).toHaveLength(before);
    await waitFor(() => expect(push.tray).toEqual([]));
  });

  test("keeps the choices in sight when the server takes none, and takes the choice back", async () => {
    const fixture = createFixture({ signedIn: true });
    const { user } = openApp("/account", fixture);
    const reminder = await screen.findByRole("switch", { name: "Reminders: E-mail" }, { timeout: 10_000 });
    const answer = fixture.fetch;
    fixture.fetch = (request) =>
      request.url.endsWith("/api/me/messages")
        ? Promise.resolve(Response.json({ detail: "The server is busy." }, { status: 503 }))
        : answer(request);
    await user.click(reminder);
    expect(await screen.findByText("The server is busy.")).toBeInTheDocument();
    expect(screen.getByTestId("message-choices")).toBeInTheDocument();
    await waitFor(() => expect(reminder).toHaveAttribute("aria-checked", "false"));
    expect(screen.getAllByRole("switch")).toHaveLength(11);
  });
});
