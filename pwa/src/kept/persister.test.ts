import "fake-indexeddb/auto";
import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { kept } from "./kept";
import { keptFirst } from "./persister";

function client() {
  return new QueryClient({
    defaultOptions: { queries: { persister: keptFirst, retry: false, networkMode: "always" } },
  });
}

test("an answer of the last time is shown with its own age, and the server is asked all the same", async () => {
  await kept.keep(["lots"], { lots: ["old"] }, 5_000);
  const cache = client();
  let answer: (lots: unknown) => void = () => undefined;
  const ask = vi.fn(() => new Promise<unknown>((resolve) => (answer = resolve)));
  expect(await cache.query({ queryKey: ["lots"], queryFn: ask })).toEqual({ lots: ["old"] });
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  expect(cache.getQueryState(["lots"])?.dataUpdatedAt).toBe(5_000);
  answer({ lots: ["new"] });
  await vi.waitFor(() => expect(cache.getQueryData(["lots"])).toEqual({ lots: ["new"] }));
  await vi.waitFor(async () => expect((await kept.find(["lots"]))?.data).toEqual({ lots: ["new"] }));
  expect((await kept.find(["lots"]))?.at).toBeGreaterThan(5_000);
});

test("without a connection the old answer stays, and is no younger for it", async () => {
  await kept.keep(["app"], { demo: true }, 5_000);
  const cache = client();
  const ask = vi.fn(() => Promise.reject(new Error("no connection")));
  expect(await cache.query({ queryKey: ["app"], queryFn: ask })).toEqual({ demo: true });
  await vi.waitFor(() => expect(cache.getQueryState(["app"])?.status).toBe("error"));
  expect(cache.getQueryState(["app"])).toMatchObject({ data: { demo: true }, dataUpdatedAt: 5_000 });
  expect((await kept.find(["app"]))?.at).toBe(5_000);
});
