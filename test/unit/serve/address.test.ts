import { describe, expect, it, test } from "vitest";
import { isLoopbackHost, newToken, pathBelow } from "../../../src/serve/address.ts";

test("no two tokens are the same, and each stands in an address as it is", () => {
  const tokens = new Set(Array.from({ length: 100 }, newToken));
  expect(tokens.size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
});

describe("what is asked for below a token", () => {
  it.each([
    ["/secret/", ""],
    ["/secret/events", "events"],
    ["/secret/events?x=1", "events"],
    ["/secret/../../etc/passwd", "../../etc/passwd"],
    ["/secret", undefined],
    ["/", undefined],
    ["", undefined],
    ["/secre/", undefined],
    ["/secrets/", undefined],
    ["/SECRET/", undefined],
    ["//secret/", undefined],
    ["/x/secret/", undefined],
    ["/%73ecret/", undefined],
  ])("in %s is %s", (path, below) => {
    expect(pathBelow("secret", path)).toBe(below);
  });
});

test.each([
  ["127.0.0.1:41234", true],
  ["localhost:8080", true],
  ["LOCALHOST", true],
  ["[::1]:8080", true],
  ["evil.example:41234", false],
  ["127.0.0.1.evil.example:41234", false],
  ["localhost.evil.example", false],
  ["0.0.0.0:41234", false],
  ["", false],
  [undefined, false],
])("a request for host %s is one to this machine by its own name: %s", (host, own) => {
  expect(isLoopbackHost(host)).toBe(own);
});
