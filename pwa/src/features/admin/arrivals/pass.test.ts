import { afterEach, expect, test, vi } from "vitest";
import { PASS } from "../../../../test/fixture/gate";
import { readPass } from "./pass";

const keys = [{ version: 1, key: PASS.key }];
const { reference, plate, lot, area, spot, startsAt, endsAt } = PASS;

afterEach(() => vi.restoreAllMocks());

test("a pass of the server's is read and believed", async () => {
  expect(await readPass(PASS.text, keys)).toEqual({ reference, plate, lot, area, spot, startsAt, endsAt });
});

test("a browser that does not know the curve asks a library", async () => {
  const unknown = new DOMException("no such curve", "NotSupportedError");
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(unknown);
  expect((await readPass(PASS.text, keys))?.reference).toBe(PASS.reference);
  expect(await readPass(changed(20), keys)).toBeNull();
});

test("a key of an earlier secret is believed as well, another version's is not", async () => {
  const other = { version: 1, key: "A".repeat(43) };
  expect(await readPass(PASS.text, [other, ...keys])).not.toBeNull();
  expect(await readPass(PASS.text, [other])).toBeNull();
  expect(await readPass(PASS.text, [{ version: 2, key: PASS.key }])).toBeNull();
  expect(await readPass(PASS.text, [{ version: 1, key: "no key, ü" }])).toBeNull();
  expect(await readPass(PASS.text, [])).toBeNull();
});

test("one sign changed anywhere makes it no pass", async () => {
  for (let at = 0; at < PASS.text.length; at += 1)
    expect(await readPass(changed(at), keys), `${at}`).toBeNull();
});

test.each([
  "",
  "HELLO",
  "ü".repeat(40),
  `${PASS.text}A`,
  PASS.text.slice(8),
  PASS.text.toLowerCase(),
  "A".repeat(5000),
])("%.20s is none", async (text) => {
  expect(await readPass(text, keys)).toBeNull();
});

function changed(at: number): string {
  return PASS.text.slice(0, at) + (PASS.text[at] === "A" ? "B" : "A") + PASS.text.slice(at + 1);
}
