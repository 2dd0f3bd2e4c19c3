import { expect, it } from "vitest";
import type { Topology } from "../../../src/model/topology.ts";
import { stagesOf } from "../../../src/upgrade/stages.ts";

const topology = (controlPlanes: number, workers: number) =>
  ({
    nodes: [
      ...Array.from({ length: controlPlanes }, (_, at) => ({
        role: "control-plane",
        short: `control-plane${at === 0 ? "" : at + 1}`,
      })),
      ...Array.from({ length: workers }, (_, at) => ({ role: "worker", short: `worker${at === 0 ? "" : at + 1}` })),
    ],
  }) as unknown as Topology;

it("goes from the old version over one control plane after the other, with the mixed state between them, to the new one", () => {
  expect(
    stagesOf(topology(3, 2), "1.37.0").map(({ kind, title, upgraded }) => [kind, title, Object.keys(upgraded)]),
  ).toEqual([
    ["rest", "at rest", []],
    ["before", "before", []],
    ["roll", "control plane 1 of 3", []],
    ["mixed", "mixed, 1 of 3 upgraded", ["control-plane"]],
    ["roll", "control plane 2 of 3", ["control-plane"]],
    ["mixed", "mixed, 2 of 3 upgraded", ["control-plane", "control-plane2"]],
    ["roll", "control plane 3 of 3, and 2 workers", ["control-plane", "control-plane2"]],
    ["after", "upgraded", ["control-plane", "control-plane2", "control-plane3", "worker", "worker2"]],
    ["fresh", "new", []],
  ]);
});

it("has no mixed state with one control plane, and no workers where there are none", () => {
  expect(stagesOf(topology(1, 0), "1.37.0").map(({ title }) => title)).toEqual([
    "at rest",
    "before",
    "control plane 1 of 1",
    "upgraded",
    "new",
  ]);
});

it("upgrades every node once", () => {
  const nodes = stagesOf(topology(3, 3), "1.37.0").flatMap((stage) => stage.nodes);
  expect(nodes.map(({ role, index }) => `${role} ${index}`)).toEqual([
    "control-plane 1",
    "control-plane 2",
    "control-plane 3",
    "worker 1",
    "worker 2",
    "worker 3",
  ]);
});

it("upgrades none where the version stays", () => {
  expect(stagesOf(topology(3, 3), undefined).map(({ kind }) => kind)).toEqual(["before", "fresh"]);
});
