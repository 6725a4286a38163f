import { QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";

test("what failed on a start without a connection is asked anew once there is one", async () => {
  const onLine = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  vi.resetModules();
  const { createQueryClient } = await import("./queries");
  const { answered } = await import("./reach");
  const cache = createQueryClient();
  cache.mount();
  const ask = vi.fn().mockRejectedValueOnce(new TypeError("no connection")).mockResolvedValue("P1");
  const observer = new QueryObserver(cache, { queryKey: ["anything"], queryFn: ask });
  const stop = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().isError).toBe(true));

  onLine.mockReturnValue(true);
  answered(performance.now());

  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("P1"));
  stop();
  cache.unmount();
});

test("what failed is not tried again while the server is known to be out of reach, whatever the device says", async () => {
  const onLine = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  vi.resetModules();
  const { createQueryClient } = await import("./queries");
  const cache = createQueryClient();
  onLine.mockReturnValue(true);
  const ask = vi.fn().mockRejectedValue(new TypeError("no connection"));
  const observer = new QueryObserver(cache, { queryKey: ["anything"], queryFn: ask, retryDelay: 0 });
  const stop = observer.subscribe(() => undefined);

  await vi.waitFor(() => expect(observer.getCurrentResult().isError).toBe(true));

  expect(ask).toHaveBeenCalledTimes(1);
  stop();
});
