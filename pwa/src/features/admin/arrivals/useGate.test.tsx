import "fake-indexeddb/auto";
import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { PASS, told } from "../../../../test/fixture/gate";
import { passKeysQuery } from "../../../api/admin/gate";
import type { WorkLot } from "../../../api/admin/types";
import { createQueryClient } from "../../../api/queries";
import { useGate } from "./useGate";

const HOUR_MS = 3_600_000;
const EARLIER = { version: 1, key: "A".repeat(43) };
const lot = {
  slug: PASS.lot,
  name: "Plaza",
  timeZone: "Asia/Kuala_Lumpur",
  currency: "MYR",
  permissions: ["run_gate"],
  refundApprovalSen: null,
} satisfies WorkLot;

/** A gate that asked for the keys an hour ago, at a server that has these by now. */
function gate(keys: unknown[]) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const what = new URL(request.url).pathname.split("/").at(-1) ?? "";
    asked.push(what);
    if (what === "keys") return Response.json({ keys });
    const { key } = (await request.json()) as { key: string };
    return Response.json(told(key), { status: 201 });
  });
  const cache = createQueryClient();
  cache.setQueryData(passKeysQuery.queryKey, { keys: [EARLIER] }, { updatedAt: Date.now() - HOUR_MS });
  const { result } = renderHook(() => useGate(lot, "siti@operator.example", null), {
    wrapper: ({ children }) => <QueryClientProvider client={cache}>{children}</QueryClientProvider>,
  });
  return { asked, present: () => result.current.present("in", { scan: PASS.text }) };
}

test("a pass of a newer key than those of this morning is good", async () => {
  const { asked, present } = gate([EARLIER, { version: 1, key: PASS.key }]);
  expect(await present()).toMatchObject({ kind: "done", doubt: null });
  expect(asked).toEqual(["keys", "movements"]);
});

test("a pass of no key is refused, and the keys are not asked for at each of them", async () => {
  const { asked, present } = gate([EARLIER]);
  expect(await present()).toMatchObject({ kind: "refused", doubt: "pass_not_genuine", mayInsist: false });
  expect(await present()).toMatchObject({ doubt: "pass_not_genuine" });
  expect(asked).toEqual(["keys"]);
});
