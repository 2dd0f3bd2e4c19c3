import { expect, it } from "vitest";
import { digestOf } from "../../../src/suite/digests.ts";

it("equal values have the same digest, others have another", () => {
  expect(digestOf({ a: 1 })).toBe(digestOf({ a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
});
