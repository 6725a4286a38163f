import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answered, doubt, isOnline } from "./reach";

describe("a question to which no answer comes", () => {
  let fail: () => void;
  beforeEach(() => {
    vi.stubGlobal("fetch", () => new Promise((_, reject) => (fail = () => reject(new TypeError("silence")))));
  });
  afterEach(() => {
    answered(performance.now());
    vi.unstubAllGlobals();
  });

  async function asked(meanwhile: () => void) {
    doubt();
    await nextTask();
    meanwhile();
    fail();
    await nextTask();
  }

  test("says that the server is out of reach", async () => {
    await asked(() => undefined);
    expect(isOnline()).toBe(false);
  });

  test("says nothing when the server answered something else since", async () => {
    await asked(() => answered(performance.now()));
    expect(isOnline()).toBe(true);
  });

  test("counts all the same when the network went after that answer", async () => {
    await asked(() => {
      answered(performance.now());
      window.dispatchEvent(new Event("offline"));
    });
    expect(isOnline()).toBe(false);
  });
});

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
