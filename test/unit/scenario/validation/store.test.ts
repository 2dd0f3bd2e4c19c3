import { expect, test } from "vitest";
import type { Topology } from "../../../../src/model/topology.ts";
import { checkStore } from "../../../../src/scenario/validation/store.ts";

const topology = (workers: number) => ({
  name: "mine",
  nodes: Array.from({ length: workers }, (_, n) => ({ short: `worker${n}`, role: "worker" })) as Topology["nodes"],
});

test("each member of a store needs a worker of its own", () => {
  expect(() => checkStore({ store: { members: 3 } }, topology(2))).toThrow(
    "store.members: mine has 2 workers, and each of 3 members needs one of its own",
  );
  expect(() => checkStore({ store: { members: 3 } }, topology(3))).not.toThrow();
  expect(() => checkStore({ store: {} }, topology(1))).not.toThrow();
});
