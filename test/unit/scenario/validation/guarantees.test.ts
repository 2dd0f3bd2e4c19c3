import { expect, test } from "vitest";
import { readTopology } from "../../../../src/cluster/topology.ts";
import { noLostWrites } from "../../../../src/guarantees/no-lost-writes.ts";
import { noStaleReads } from "../../../../src/guarantees/no-stale-reads.ts";
import type { GuaranteeSpec } from "../../../../src/model/guarantee.ts";
import { known, topologyFile } from "../../../../src/scenario/catalogue.ts";
import { checkGuarantees } from "../../../../src/scenario/validation/guarantees.ts";

const all = await known();
const topology = readTopology(topologyFile("ha-3cp-3w"));
const check = (guarantee: GuaranteeSpec, ...attempts: string[]) =>
  checkGuarantees([guarantee], { attempts, watches: [], faults: [], work: [], worked: [] }, topology, all);

test.each([
  [noLostWrites(), "write"],
  [noLostWrites({ through: "store" }), "store-write"],
  [noLostWrites({ through: "store-members" }), "store-write"],
])("what nobody does is not judged: %j", (guarantee, operation) => {
  expect(() => check(guarantee, "readyz/api/new")).toThrow(
    `guarantees[0]: no-lost-writes reads lanes of ${operation}, and there is none`,
  );
  expect(() => check(guarantee, `${operation}/worker2/new`)).not.toThrow();
});

test("of several operations one is enough for there to be something to judge", () => {
  expect(() => check(noStaleReads(), "write/api/new")).not.toThrow();
  expect(() => check(noStaleReads(), "readyz/api/new")).toThrow("write, fresh-read, and there is none");
});
