import { expect, test } from "vitest";
import { nameBehind } from "../../../src/net/server-name.ts";

test("what is published on loopback shows the certificate of localhost; a Service shows its own address's", () => {
  expect(["127.0.0.1", "::1", "fd00:10:96::1", "10.96.0.1"].map(nameBehind)).toEqual([
    ...["localhost", "localhost", "fd00:10:96::1", "10.96.0.1"],
  ]);
});
