import { expect, it } from "vitest";
import { readTopology } from "../../../src/cluster/topology.ts";
import { neededMemoryBytes, whyClocksApart, whyUnfit } from "../../../src/host/machine-fitness.ts";
import { topologyFile } from "../../../src/scenario/catalogue.ts";

const nodesOf = (name: string) => readTopology(topologyFile(name)).nodes;
/** Total memory of virtual machines of 2 and 4 GiB, as their kernels tell it. */
const [two, four] = [2_063_097_856, 4_108_967_936];

it("a machine with 4 GB carries the usual cluster, one with 2 GB the smallest alone", () => {
  expect(whyUnfit({ memoryBytes: four }, nodesOf("ha-3cp-3w"))).toBeUndefined();
  expect(whyUnfit({ memoryBytes: two }, nodesOf("single"))).toBeUndefined();
  expect(whyUnfit({ memoryBytes: two }, nodesOf("ha-3cp-3w"))).toMatch(
    /^7 containers need about 3\.1 GB of memory, and the engine's machine has 2\.1 GB: .*smaller topology[^\n]*$/,
  );
});

it("another node is another share, a load balancer none that counts", () => {
  const one = neededMemoryBytes([{ role: "control-plane" }]);
  expect(neededMemoryBytes([{ role: "control-plane" }, { role: "worker" }])).toBeGreaterThan(one);
  for (const role of ["load-balancer", "balancer"])
    expect(neededMemoryBytes([{ role: "control-plane" }, { role }])).toBe(one);
});

it("an engine whose clock is minutes ahead makes certificates that are not valid here yet", () => {
  const at = (ms: number | undefined) => whyClocksApart({ clockAhead: ms === undefined ? ms : [ms, ms + 100] });
  expect([undefined, 0, 200_000, -3_600_000].map(at)).toEqual([undefined, undefined, undefined, undefined]);
  expect(at(400_000)).toMatch(/^the clock of the engine's machine is 400 s ahead of this one's.*: set one of them$/);
});

it("and one whose clock is days behind takes no certificate that is made here", () => {
  const at = (ms: number) => whyClocksApart({ clockAhead: [ms - 100, ms] });
  expect(at(-80_000_000)).toBeUndefined();
  expect(at(-86_400_000)).toMatch(
    /^the clock of the engine's machine is 86400 s behind this one's.*: set one of them$/,
  );
});

it("one that may be close is not refused: what it took to answer is no offset", () => {
  expect(whyClocksApart({ clockAhead: [200_000, 300_000] })).toBeUndefined();
  expect(whyClocksApart({ clockAhead: [-90_000_000, -80_000_000] })).toBeUndefined();
});
