import "fake-indexeddb/auto";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { fetchAhead } from "./ahead";
import { bookingKeys } from "./bookings";
import { kept } from "../kept/kept";
import { write } from "../lib/storage";
import { lotKeys } from "./lots";
import { createQueryClient } from "./queries";
import type { AreaId, Booking } from "./types";

const area = 6 as unknown as AreaId;
const booking = {
  reference: "PK-2345678",
  status: "confirmed",
  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  area: { id: area },
  lot: { slug: "menara-suria" },
} as unknown as Booking;

afterEach(() => void vi.unstubAllGlobals());

test("the floor of a booking that was known before is fetched, too", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
  const cache = new QueryClient();
  cache.setQueryData(bookingKeys.one(booking.reference), booking);

  const stop = fetchAhead(cache);

  await vi.waitFor(() => expect(cache.getQueryData(lotKeys.map(area))).toEqual({}));
  expect(cache.getQueryData(lotKeys.one("menara-suria"))).toEqual({});
  stop();
});

test("a list that was kept takes the place of no booking, and one from the server does", async () => {
  const one = bookingKeys.one(booking.reference);
  const cancelled = { ...booking, status: "cancelled" };
  await kept.keep(bookingKeys.current, { bookings: [booking] }, 1_000);
  await kept.keep(one, cancelled, 5_000);
  write("local", "signed-in", "yes");
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", (request: Request) =>
    request.url.includes("scope=current")
      ? new Promise<Response>((resolve) => (answer = resolve))
      : Promise.resolve(new Response("{}")),
  );
  const cache = createQueryClient();
  const stop = fetchAhead(cache);

  await vi.waitFor(() => expect(cache.getQueryState(bookingKeys.current)?.dataUpdatedAt).toBe(1_000));
  expect(cache.getQueryData(one)).toBeUndefined();
  expect(await kept.find(one)).toMatchObject({ at: 5_000, data: cancelled });

  answer(Response.json({ bookings: [booking] }));
  await vi.waitFor(() => expect(cache.getQueryData(one)).toEqual(booking));
  stop();
});
