import { Blob as NodeBlob } from "node:buffer";
import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createFixture } from "../fixture/api";
import { blockedOffer } from "../fixture/data";
import { openApp } from "../render";

const PAGE = "/bookings/PK-BKD23M";
const drawn: { width: number; height: number }[] = [];

/** A browser that can read and draw pictures, and sends forms with files: jsdom's own forms cannot be sent. */
beforeEach(async () => {
  drawn.length = 0;
  const form = await new Response(new URLSearchParams("a=1")).formData();
  vi.stubGlobal("FormData", form.constructor);
  vi.stubGlobal("createImageBitmap", () =>
    Promise.resolve({ width: 4000, height: 3000, close: () => undefined }),
  );
  HTMLCanvasElement.prototype.toBlob = function (done: (blob: Blob | null) => void) {
    drawn.push({ width: this.width, height: this.height });
    done(new NodeBlob(["a small photo"], { type: "image/jpeg" }) as unknown as Blob);
  };
  URL.createObjectURL = () => "blob:photo";
  URL.revokeObjectURL = () => undefined;
});

async function openDialog(...options: Parameters<typeof createFixture>) {
  const opened = openApp(PAGE, createFixture(...options));
  await opened.user.click(await screen.findByTestId("blocked"));
  const dialog = await screen.findByTestId("blocked-dialog");
  const photograph = () =>
    opened.user.upload(
      screen.getByTestId("blocked-file"),
      new File(["large"], "photo.jpg", { type: "image/jpeg" }),
    );
  return { ...opened, dialog, photograph };
}

const reports = (asked: { call: string; body: unknown }[]) =>
  asked.filter((one) => one.call.startsWith("POST") && one.call.endsWith("/blocked"));

describe("somebody stands on my spot", () => {
  test("offers the nearest spots and the money, and waits for the photo", async () => {
    const { dialog, fixture, photograph } = await openDialog();
    expect(await screen.findByTestId("blocked-B5")).toBeChecked();
    expect(dialog).toHaveTextContent("RM 19.08 back");
    expect(screen.getByTestId("blocked-send")).toBeDisabled();
    await photograph();
    expect(await screen.findByTestId("blocked-preview")).toBeInTheDocument();
    expect(screen.getByTestId("blocked-send")).toBeEnabled();
    expect(reports(fixture.asked)).toEqual([]);
  });

  test("moves with a photo made small on the phone, and shows the new spot and the way", async () => {
    const { user, fixture, photograph } = await openDialog();
    await user.click(await screen.findByTestId("blocked-B7"));
    await photograph();
    await user.click(await screen.findByRole("button", { name: "Move to B7" }));
    expect(await screen.findByTestId("blocked-result")).toHaveTextContent("Your pass shows the new spot");
    expect(screen.getByRole("heading", { name: "B7 is yours" })).toBeInTheDocument();
    expect(drawn).toEqual([{ width: 1600, height: 1200 }]);
    expect(reports(fixture.asked)[0]?.body).toEqual({ choice: "move", spaceId: "30206" });
    expect(screen.getByTestId("moved")).toHaveTextContent(/B7 on B1 now, no longer B4.*Somebody stood on B4/);
  });

  test("gives the money back and says where it stands", async () => {
    const { user, fixture, photograph } = await openDialog();
    await user.click(await screen.findByTestId("blocked-refund"));
    await photograph();
    await user.click(await screen.findByRole("button", { name: /^Get RM.19\.08 back$/ }));
    expect(await screen.findByTestId("blocked-result")).toHaveTextContent("RM 19.08 is on its way back");
    expect(reports(fixture.asked)[0]?.body).toEqual({ choice: "refund" });
    await waitFor(() =>
      expect(screen.getByTestId("booking-status")).toHaveTextContent("Your booking lost its spot"),
    );
  });

  test("when another driver was faster, offers the spots that are free now and keeps the photo", async () => {
    const { user, photograph } = await openDialog({ lostSpot: 30_204 });
    await photograph();
    await user.click(await screen.findByRole("button", { name: "Move to B5" }));
    expect(await screen.findByTestId("blocked-B3")).toBeChecked();
    expect(screen.getByRole("alert")).toHaveTextContent("Somebody booked this spot a moment before you.");
    expect(screen.queryByTestId("blocked-B5")).not.toBeInTheDocument();
    expect(screen.getByTestId("blocked-send")).toBeEnabled();
  });

  test("after a refusal offers what may be had now", async () => {
    const { user, dialog, fixture, photograph } = await openDialog();
    const answer = fixture.fetch;
    fixture.fetch = async (request) => {
      const url = new URL(request.url);
      if (!url.pathname.endsWith("/blocked")) return answer(request);
      if (request.method === "GET") {
        return Response.json(
          blockedOffer({ mayRefund: false, noRefundReason: "It is too late for the money." }),
        );
      }
      await answer(request);
      return Response.json({ code: "blocked_refund_too_late", detail: "Too late." }, { status: 409 });
    };
    await user.click(await screen.findByTestId("blocked-refund"));
    await photograph();
    await user.click(await screen.findByRole("button", { name: /^Get RM.19\.08 back$/ }));
    expect(await screen.findByText("Too late.")).toBeInTheDocument();
    await waitFor(() => expect(dialog).toHaveTextContent("It is too late for the money."));
  });

  test("whose wanted spot was retired offers the spots that the refusal names", async () => {
    const { user, fixture, photograph } = await openDialog();
    const answer = fixture.fetch;
    fixture.fetch = async (request) => {
      if (request.method !== "POST" || !request.url.endsWith("/blocked")) return answer(request);
      const nearest = [{ ...blockedOffer().nearest[0], spaceId: 30_208, label: "B9" }];
      return Response.json(
        { code: "space_not_found", detail: "That spot is gone.", nearest },
        { status: 404 },
      );
    };
    await photograph();
    await user.click(await screen.findByRole("button", { name: "Move to B5" }));
    expect(await screen.findByTestId("blocked-B9")).toBeChecked();
  });

  test("says why there is no money, and whom to ask when there is no spot either", async () => {
    const noRefundReason = "You had 2 refunds.";
    const { dialog } = await openDialog({
      blocked: { mayRefund: false, noRefundReason, mayMove: false, nearest: [] },
    });
    await waitFor(() => expect(dialog).toBeInTheDocument());
    expect(await screen.findByText(noRefundReason)).toBeInTheDocument();
    expect(screen.getByText(/help@damai-parking\.example/)).toBeInTheDocument();
    expect(screen.queryByTestId("blocked-send")).not.toBeInTheDocument();
  });

  test("says plainly that it needs a connection, and whom to call without one", async () => {
    openApp(PAGE);
    const button = await screen.findByTestId("blocked");
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event("offline")));
    button.click();
    expect(await screen.findByTestId("blocked-dialog")).toHaveTextContent("This needs a connection.");
    expect(screen.getByText(/help@damai-parking\.example/)).toBeInTheDocument();
    vi.restoreAllMocks();
  });

  test("is not asked of a booking that has not begun", async () => {
    openApp("/bookings/PK-PAZD23");
    await screen.findByTestId("booking-status");
    expect(screen.queryByTestId("blocked")).not.toBeInTheDocument();
  });
});
