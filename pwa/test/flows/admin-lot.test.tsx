import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { settingsDesk } from "../fixture/settings";
import type { SettingsDesk } from "../fixture/settings";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const AT = `/admin/${lot.slug}/lot`;

function open(desk: SettingsDesk, part = "", more: Permission[] = []) {
  const permissions: Permission[] = ["see_floors", "set_lot", ...more];
  return openApp(AT + part, createStaffFixture({ permissions, everywhere: false, answers: desk.answers }));
}

const card = (name: string) => screen.findByTestId(name);

describe("a card of settings", () => {
  test("is saved with what was seen, and only what was changed", async () => {
    const desk = settingsDesk();
    const { user } = open(desk);
    const place = await card("place");
    expect(within(place).queryByTestId("place-save")).not.toBeInTheDocument();
    const name = within(place).getByLabelText("Name of the car park");
    await user.clear(name);
    await user.type(name, "Plaza Damai Utara");
    await user.click(within(place).getByTestId("place-save"));
    await waitFor(() => expect(within(place).queryByTestId("place-save")).not.toBeInTheDocument());
    expect(desk.sent).toEqual([{ name: "Plaza Damai Utara", seen: { name: lot.name } }]);
    expect(name).toHaveValue("Plaza Damai Utara");
  });

  test("shows both when somebody else was first, and saves over it only when asked to", async () => {
    const desk = settingsDesk();
    const { user } = open(desk);
    const name = within(await card("place")).getByLabelText("Name of the car park");
    await user.clear(name);
    await user.type(name, "Mine");
    desk.kept = { ...desk.kept, name: "Theirs" };
    await user.click(screen.getByTestId("place-save"));

    const conflict = await card("conflict");
    expect(conflict).toHaveTextContent("Siti Aminah has changed the same");
    await waitFor(() => expect(conflict).toHaveTextContent(/Now: Theirs.*Yours: Mine/));
    expect(desk.kept.name).toBe("Theirs");
    await user.click(within(conflict).getByTestId("keep-mine"));
    await waitFor(() => expect(desk.kept.name).toBe("Mine"));
    expect(screen.queryByTestId("conflict")).not.toBeInTheDocument();
  });

  test("takes theirs, and the own change is gone", async () => {
    const desk = settingsDesk();
    const { user } = open(desk);
    const name = within(await card("place")).getByLabelText("Name of the car park");
    await user.type(name, "!");
    desk.kept = { ...desk.kept, name: "Theirs" };
    await user.click(screen.getByTestId("place-save"));
    await user.click(await screen.findByTestId("take-theirs"));
    expect(name).toHaveValue("Theirs");
    expect(screen.queryByTestId("place-save")).not.toBeInTheDocument();
  });

  test("asks before it is left unsaved", async () => {
    const { user } = open(settingsDesk());
    await user.type(within(await card("place")).getByLabelText("Name of the car park"), "!");
    const ask = vi.spyOn(window, "confirm").mockReturnValue(false);
    await user.click(screen.getByTestId("part-hours"));
    expect(window.location.pathname).toBe(AT);
    ask.mockReturnValue(true);
    await user.click(screen.getByTestId("part-hours"));
    expect(window.location.pathname).toBe(`${AT}/hours`);
    ask.mockClear();
    await user.click(screen.getByTestId("part-rules"));
    expect(ask).not.toHaveBeenCalled();
  });

  test("says at the field what is wrong with it", async () => {
    const { user } = open(settingsDesk({ maxMinutes: 60 }), "/rules");
    const terms = await card("terms");
    const shortest = within(terms).getByLabelText("Shortest stay");
    await user.clear(shortest);
    expect(terms).toHaveTextContent("Write a number from 1 to 86,400.");
    await user.type(shortest, "90");
    await user.click(within(terms).getByTestId("terms-save"));
    // At the field, and beside the button.
    expect(await within(terms).findAllByText("Shorter, please.")).toHaveLength(2);
  });
});

describe("the parts of the section", () => {
  test("a day is closed, and all days are made alike", async () => {
    const desk = settingsDesk();
    const { user } = open(desk, "/hours");
    const monday = await screen.findByTestId("day-0");
    await user.selectOptions(within(monday).getByLabelText("Mon"), "hours");
    await user.click(screen.getByTestId("hours-everywhere"));
    await user.selectOptions(within(screen.getByTestId("day-6")).getByLabelText("Sun"), "closed");
    await user.click(screen.getByTestId("hours-save"));
    await waitFor(() => expect(desk.kept.openingHours).toHaveLength(6));
    expect(desk.kept.openingHours[5]).toEqual({ weekday: 5, opens: "08:00", closes: "22:00" });
  });

  test("a special day is added as closed, and opens at hours of its own", async () => {
    const desk = settingsDesk();
    const { user } = open(desk, "/hours");
    await user.type(await screen.findByTestId("special-date"), "2099-02-06");
    await user.click(screen.getByTestId("special-add"));
    const day = screen.getByTestId("special-2099-02-06");
    expect(day).toHaveTextContent("Fri 6 Feb 2099");
    await user.click(within(day).getByRole("switch"));
    await user.click(screen.getByTestId("special-days-save"));
    await waitFor(() =>
      expect(desk.kept.specialDays).toEqual([{ date: "2099-02-06", opens: "08:00", closes: "22:00" }]),
    );
  });

  test("rules missing in a language are noticed", async () => {
    open(settingsDesk(), "/rules");
    expect(await screen.findByText(/Drivers of one language see no rules/)).toBeInTheDocument();
  });

  test("who may not agree to refunds only reads from what amount on somebody has to", async () => {
    open(settingsDesk(), "/rules");
    const approval = await card("approval");
    expect(approval).toHaveTextContent(/Above RM.50.00 a second person agrees/);
    expect(within(approval).queryByRole("switch")).not.toBeInTheDocument();
  });

  test("an owner changes it", async () => {
    const desk = settingsDesk();
    const { user } = open(desk, "/rules", ["approve_money"]);
    const amount = await screen.findByTestId("approval-amount");
    await user.clear(amount);
    await user.type(amount, "80,5");
    await user.click(screen.getByTestId("approval-save"));
    await waitFor(() => expect(desk.kept.refundApprovalSen).toBe(8050));
  });

  test("a photo is described in each language", async () => {
    const desk = settingsDesk();
    const { user } = open(desk, "/photos");
    await user.type(await screen.findByLabelText("What it shows, in Bahasa Melayu"), "Pintu masuk");
    await user.click(screen.getByTestId("save-alt"));
    await waitFor(() => expect(desk.kept.photos[0]?.alt).toEqual({ ms: "Pintu masuk" }));
    expect(screen.getByText("1 of 8")).toBeInTheDocument();
  });

  test("each kind of mail is shown in each language, where it can do nothing", async () => {
    const { user } = open(settingsDesk(), "/mail");
    expect(await screen.findByTestId("mail-subject")).toHaveTextContent("booking_confirmed en");
    await user.selectOptions(screen.getByTestId("mail-kind"), "ending_soon");
    await user.click(screen.getByRole("button", { name: "Bahasa Melayu" }));
    expect(await screen.findByText("ending_soon ms")).toBeInTheDocument();
    expect(screen.getByTestId("mail-page")).toHaveAttribute("sandbox", "");
  });
});
