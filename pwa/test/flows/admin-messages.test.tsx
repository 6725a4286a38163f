import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Permission } from "../../src/api/admin/types";
import { lot } from "../fixture/data";
import { message, REFERENCE } from "../fixture/desk";
import { createStaffFixture } from "../fixture/staff";
import { openApp } from "../render";

const LOG = `${lot.slug}/messages`;

function at(permissions: Permission[], answers: Record<string, (request: Request) => Response>) {
  return openApp(`/admin/${lot.slug}/messages`, createStaffFixture({ permissions, answers }));
}

test("a message that did not arrive says why, and is sent again", async () => {
  let isFailed = true;
  const asked: string[] = [];
  const again = `POST ${lot.slug}/bookings/${REFERENCE.replace(/\d+/, "*")}/messages/5/again`;
  const { user } = at(["see_bookings", "change_bookings"], {
    [`GET ${LOG}`]: ({ url }) => {
      asked.push(new URL(url).search);
      const status = isFailed ? "failed" : "queued";
      const one = message({ status, error: isFailed ? "the mail server refused the address" : null });
      return Response.json({
        messages: [one, message({ id: 6, channel: "push", recipient: null })],
        next: null,
      });
    },
    [again]: () => {
      isFailed = false;
      return Response.json(message({ status: "queued" }));
    },
  });
  const row = await screen.findByTestId("message-5");
  expect(row).toHaveTextContent(
    /not delivered.*E-mail, k•••@driver.example.*Why not: the mail server refused/,
  );
  expect(within(row).getByRole("link", { name: REFERENCE })).toBeInTheDocument();
  expect(screen.getByTestId("message-6")).toHaveTextContent("Push, a device");
  await user.click(screen.getByRole("button", { name: "Not delivered" }));
  await waitFor(() => expect(asked.at(-1)).toContain("status=failed"));
  await user.click(within(row).getByTestId("send-again"));
  await waitFor(() => expect(screen.getByTestId("message-5")).toHaveAttribute("data-status", "queued"));
  expect(within(screen.getByTestId("message-5")).queryByTestId("send-again")).not.toBeInTheDocument();
});

test("an attendant sees the log, and sends nothing again", async () => {
  at(["see_bookings"], { [`GET ${LOG}`]: () => Response.json({ messages: [message()], next: null }) });
  expect(await screen.findByTestId("message-5")).toBeInTheDocument();
  expect(screen.queryByTestId("send-again")).not.toBeInTheDocument();
});
