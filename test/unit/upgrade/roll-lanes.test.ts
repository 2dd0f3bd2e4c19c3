import { expect, it } from "vitest";
import { cachedRead } from "../../../src/probes/operations/cached-read.ts";
import { write } from "../../../src/probes/operations/write.ts";
import { asksApplication, rollLanes } from "../../../src/upgrade/roll-lanes.ts";

const through = { via: "api", connection: "reused" } as const;
const few = cachedRead({ via: "api", connection: "new", hz: 5 });

it("has every lane once, and reads of the API 10 times a second instead of fewer", () => {
  const lanes = rollLanes([write(through), few, cachedRead(through)], { application: false });
  expect(lanes.map((lane) => [lane.operation, lane.connection, "hz" in lane ? lane.hz : 0])).toEqual([
    ["write", "reused", write(through).hz],
    ["cached-read", "new", 10],
    ["cached-read", "reused", cachedRead(through).hz],
  ]);
  expect(asksApplication(lanes)).toBe(false);
});

it("asks an application where it is wanted, and sees pods, slices and nodes", () => {
  const lanes = rollLanes([few], { application: true });
  expect(asksApplication(lanes)).toBe(true);
  expect(lanes.map(({ operation }) => operation)).toEqual([
    ...["cached-read", "workload-http", "workload-http", "watch-nodes", "watch-pods", "watch-endpoints"],
  ]);
});
