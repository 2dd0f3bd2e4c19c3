import { expect, test } from "vitest";
import { addressed } from "../../../src/net/http-dial.ts";

const request = { method: "GET", path: "/readyz" } as const;

test.each([
  ["localhost", "localhost"],
  ["10.96.0.1", "10.96.0.1"],
  ["fd00:10:96::1", "[fd00:10:96::1]"],
])("a request to %s is for the host %s, with an address of IPv6 in brackets", (serverName, host) => {
  expect(addressed({ host: "::1", port: 6_443, serverName }, request)).toEqual([host, request]);
});
