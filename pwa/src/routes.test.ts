import { expect, test } from "vitest";
import { safeNext } from "./routes";

test.each([
  [null, "/"],
  ["", "/"],
  ["/bookings/PK-7F3K9Q?extend=1#pass", "/bookings/PK-7F3K9Q?extend=1#pass"],
  ["/lots/plaza%20damai", "/lots/plaza%20damai"],
  [`${window.location.origin}/account`, "/account"],
])("%s leads to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "\t//evil.example/",
  "/\n/evil.example",
  "/.//evil.example/",
  "/lots/..//evil.example/",
  "http://",
  "javascript:alert(1)",
  "data:text/html,hello",
  "blob:https://evil.example/1",
])("%j leads home", (next) => {
  expect(safeNext(next)).toBe("/");
});
