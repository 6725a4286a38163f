import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { oweSignOut, tellOwedSignOut } from "../../src/api/owed";
import { leaveFor } from "../../src/lib/leave";
import { createFixture } from "../fixture/api";
import type { FixtureOptions } from "../fixture/api";
import { openApp } from "../render";

const UNLINKED = { linkedAt: null, isBlocked: false };
const LINKED = { linkedAt: "2026-11-20T02:00:00Z", isBlocked: false };

function openAccount(telegram: FixtureOptions["telegram"], options: Partial<FixtureOptions> = {}) {
  return openApp("/account", createFixture({ signedIn: true, telegram, ...options }));
}

describe("the account's Telegram", () => {
  test("is linked by the chat or by its code, and the page notices by itself", async () => {
    const { user, fixture } = openAccount(UNLINKED);
    await user.click(await screen.findByTestId("telegram-link", undefined, { timeout: 10_000 }));
    expect(await screen.findByTestId("telegram-open")).toHaveAttribute(
      "href",
      "https://t.me/parking_example_bot?start=7F3K9QXM2A",
    );
    expect(screen.getByTestId("telegram-code")).toHaveTextContent("7F3K9-QXM2A");
    expect(screen.getByRole("timer")).toHaveTextContent(/good for \d+:\d\d/);

    fixture.options.telegram = LINKED;
    expect(await screen.findByTestId("telegram-since", undefined, { timeout: 10_000 })).toHaveTextContent(
      "Linked since Friday, 20 November 2026.",
    );
    expect(screen.getByText("Telegram is linked to your account.")).toBeInTheDocument();
    expect(screen.queryByTestId("telegram-code")).not.toBeInTheDocument();
  });

  test("says when a code has run out, and gives another", async () => {
    const { user, fixture } = openAccount(UNLINKED, { now: () => Date.now() - 600_000 });
    await user.click(await screen.findByTestId("telegram-link"));
    const anew = await screen.findByTestId("telegram-anew");
    expect(screen.queryByTestId("telegram-open")).not.toBeInTheDocument();
    fixture.options.now = () => Date.now();
    await user.click(anew);
    expect(await screen.findByTestId("telegram-code")).toBeInTheDocument();
  });

  test("is unlinked only after a question", async () => {
    const { user, fixture } = openAccount(LINKED);
    const unlinked = () => fixture.asked.filter((one) => one.call === "DELETE /api/telegram").length;
    await user.click(await screen.findByTestId("telegram-unlink"));
    await user.click(screen.getByRole("button", { name: "Keep it linked" }));
    expect(unlinked()).toBe(0);
    await user.click(screen.getByTestId("telegram-unlink"));
    await user.click(screen.getByTestId("telegram-unlink-confirm"));
    expect(await screen.findByTestId("telegram-link")).toBeInTheDocument();
    expect(unlinked()).toBe(1);
  });

  test("tells how to unblock the bot", async () => {
    openAccount({ ...LINKED, isBlocked: true });
    expect(await screen.findByTestId("telegram-blocked")).toHaveTextContent("Restart or Unblock");
  });

  test("is not spoken of where there is no bot, nor to who is not signed in", async () => {
    openAccount(null);
    const choices = await screen.findByTestId("message-choices");
    expect(screen.queryByTestId("telegram")).not.toBeInTheDocument();
    expect(within(choices).queryByText("Telegram")).not.toBeInTheDocument();
  });

  test("is asked about only for who is signed in", async () => {
    const { fixture } = openApp("/account", createFixture({ telegram: UNLINKED }));
    await screen.findByText("You are not signed in");
    expect(screen.queryByTestId("telegram")).not.toBeInTheDocument();
    expect(fixture.asked.some((one) => one.call.endsWith("/api/telegram"))).toBe(false);
  });
});

describe("messages by Telegram", () => {
  test("can be chosen once a chat is linked", async () => {
    const { user, fixture } = openAccount(LINKED);
    const choice = await screen.findByRole("switch", { name: "Refunds: Telegram" }, { timeout: 10_000 });
    await user.click(choice);
    await waitFor(() => expect(choice).toHaveAttribute("aria-checked", "false"));
    expect(fixture.asked.find((one) => one.call === "PUT /api/me/messages")?.body).toEqual({
      preferences: [{ topic: "refunds", channel: "telegram", isOn: false }],
    });
  });

  test("say what is missing until then", async () => {
    openAccount(UNLINKED);
    const choice = await screen.findByRole("switch", { name: "Refunds: Telegram, not linked" });
    expect(choice).toBeDisabled();
    expect(screen.getByText("Link Telegram above to choose what comes there.")).toBeInTheDocument();
  });
});

describe("in a frame of Telegram Web", () => {
  afterEach(() => {
    Object.defineProperty(window, "parent", { value: window, configurable: true });
  });

  test("each request says so, and the gateway opens beside the app", async () => {
    const postMessage = vi.fn();
    Object.defineProperty(window, "parent", { value: { postMessage }, configurable: true });
    const { fixture } = openApp("/");
    await waitFor(() => expect(fixture.asked.length).toBeGreaterThan(0));
    oweSignOut();
    await tellOwedSignOut();
    expect(fixture.asked.map((one) => one.call)).toContain("POST /api/sign-out");
    expect(fixture.asked.every((one) => one.headers.get("Parkpro-Framed") === "yes")).toBe(true);

    leaveFor("/pay/PP1");
    const said = { eventType: "web_app_open_link", eventData: { url: `${window.location.origin}/pay/PP1` } };
    expect(postMessage).toHaveBeenCalledWith(JSON.stringify(said), "https://web.telegram.org");
  });
});
