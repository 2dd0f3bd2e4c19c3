import { expect, test } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import { existingInWords } from "../../../../src/report/parts/cluster-words.ts";

const told = (existing?: object) => existingInWords({ existing } as NonNullable<Report["cluster"]>);
const relay = { ports: 14, image: "kindest/node:v1.37.0" };

test("a cluster of the harness's own says nothing of it", () => {
  expect(told()).toBeUndefined();
});

test("what a relay adds is said with what it was measured by", () => {
  expect(told({ relay: { ...relay, latency: { pairs: 100, publishedMs: 0.512, relayedMs: 0.581 } } })).toBe(
    "made by kind without kind-chaos; 14 ports through a relay of kindest/node:v1.37.0, which adds 0.07 ms " +
      "(medians of 100 requests on kept connections: 0.58 ms beside 0.51 ms on a published port)",
  );
});

test("that it was not measured, or that there was none, is said too", () => {
  expect(told({ relay })).toMatch(/14 ports .*, whose latency was not measured$/);
  expect(told({})).toMatch(/all its ports were published$/);
});
