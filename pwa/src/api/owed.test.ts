import { afterEach, expect, test, vi } from "vitest";
import { read } from "../lib/storage";
import { OWED, oweSignOut, tellOwedSignOut } from "./owed";

afterEach(() => void vi.unstubAllGlobals());

function serverSays(status: number) {
  const asked = vi.fn(() => Promise.resolve(new Response(null, { status })));
  vi.stubGlobal("fetch", asked);
  return asked;
}

test.each([204, 401])("a sign-out that the server answered with %i is owed no more", async (status) => {
  oweSignOut();
  serverSays(status);
  await tellOwedSignOut();
  expect(read("local", OWED)).toBeNull();
});

test.each([403, 429, 500, 503])("one that it answered with %i is told again", async (status) => {
  oweSignOut();
  serverSays(status);
  await expect(tellOwedSignOut()).rejects.toThrow();
  expect(read("local", OWED)).not.toBeNull();
  const asked = serverSays(204);
  await tellOwedSignOut();
  expect(asked).toHaveBeenCalledOnce();
});
