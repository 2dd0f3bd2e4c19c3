import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseTopology } from "../../../src/cluster/topology.ts";
import componentStop, { componentStop as hold } from "../../../src/faults/component-stop.ts";
import processKill, { processKill as kill } from "../../../src/faults/process-kill.ts";
import processPause from "../../../src/faults/process-pause.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import type { Shape, TargetSpec } from "../../../src/model/target.ts";
import type { Component } from "../../../src/node-tools/component.ts";
import { incompatibility, unfitToLoseMember } from "../../../src/targets/fit.ts";
import { loadTarget } from "../../../src/targets/target.ts";
import { shapeOf } from "../../support/target-roles.ts";

const definition = processKill as unknown as FaultDefinition;

async function why(spec: TargetSpec, shape: Shape, change: Partial<FaultDefinition> = {}) {
  return incompatibility(kill("etcd", spec), { ...definition, ...change }, await loadTarget(spec.role), shape);
}

it.each<[string, TargetSpec, number, RegExp]>([
  ["a target that is not there", { role: "control-plane", index: 4 }, 3, /^control plane 4: x has 3$/],
  ["another kind of node", { role: "worker", index: 1 }, 3, /^process-kill cannot hit worker 1: it is for control-/],
  ["nothing", { role: "minority", leader: "included", avoidReusedConnections: true }, 3, /^$/],
  [
    "no place for reused connections",
    { role: "control-plane", index: 1, avoidReusedConnections: true },
    1,
    /no other control plane/,
  ],
])("tells of %s", async (_, target, controlPlanes, reason) => {
  expect((await why(target, shapeOf(controlPlanes))) ?? "").toMatch(reason);
});

it("knows where external etcd runs, and that nothing else runs there, by the component that the fault names", async () => {
  const external = parseTopology(readFileSync("kind-configs/external-etcd.yaml", "utf8"), "x.yaml");
  const on = async (component: "etcd" | "kube-apiserver", spec: TargetSpec) =>
    incompatibility(kill(component, spec), definition, await loadTarget(spec.role), external);
  expect(await on("etcd", { role: "etcd-leader" })).toBeUndefined();
  expect(await on("kube-apiserver", { role: "control-plane", index: 1 })).toBeUndefined();
  expect(await on("etcd", { role: "control-plane", index: 1 })).toBe("control plane 1: no etcd runs there on x");
  expect(await on("kube-apiserver", { role: "etcd-leader" })).toBe(
    "the etcd leader: no kube-apiserver runs there on x",
  );
});

it("takes no parameter for a component because of its name", async () => {
  const external = parseTopology(readFileSync("kind-configs/external-etcd.yaml", "utf8"), "x.yaml");
  const { component: _, ...unnamed } = definition;
  const spec = { role: "control-plane", index: 1 };
  expect(incompatibility(kill("etcd", spec), unnamed, await loadTarget(spec.role), external)).toBeUndefined();
});

it("wants as many nodes as a fault needs", async () => {
  const pair = { fewestTargets: 2 };
  expect(await why({ role: "etcd-leader" }, shapeOf(3), pair)).toMatch(/needs 2 nodes: the etcd leader is 1/);
  expect(await why({ role: "etcd-members", count: 2, leader: "included" }, shapeOf(3), pair)).toBeUndefined();
});

it("lets one member of three or more be lost, and no other", async () => {
  const loses = { losesMember: true } as const;
  const leader = { role: "etcd-leader" };
  expect(await why(leader, shapeOf(3), loses)).toBeUndefined();
  expect(await why(leader, shapeOf(2))).toBeUndefined();
  expect(await why(leader, shapeOf(2), loses)).toBe(
    "process-kill loses one of 2 etcd members: of fewer than 3 none can be missed",
  );
  expect(await why({ role: "etcd-members", count: 2, leader: "included" }, shapeOf(5), loses)).toMatch(
    /^process-kill is for one node at a time: .* is 2$/,
  );
  const external = parseTopology(readFileSync("kind-configs/external-etcd.yaml", "utf8"), "x.yaml");
  expect(await why(leader, external, loses)).toMatch(/its etcd elsewhere$/);
});

it("knows of work that a worker has no etcd member to lose", async () => {
  const worker = { role: "worker", index: 1 };
  const work = { name: "etcd-member-replace", losesMember: true } as const;
  const target = await loadTarget(worker.role);
  expect(unfitToLoseMember(work, worker, target, shapeOf(3))).toBe(
    "etcd-member-replace is for one control-plane, and worker 1 is, or may be, no control-plane",
  );
  expect(unfitToLoseMember({ name: "restart-deployment" }, worker, target, shapeOf(3))).toBeUndefined();
});

it("knows that HAProxy is held down on load balancers with a virtual address alone, and nothing else of a node there", async () => {
  const pair = parseTopology(readFileSync("kind-configs/two-load-balancers.yaml", "utf8"), "two-load-balancers.yaml");
  const stop = componentStop as unknown as FaultDefinition;
  const on = async (component: Component, role: string) =>
    incompatibility(hold(component, { role }), stop, await loadTarget(role), pair);
  expect(await on("haproxy", "address-holder")).toBeUndefined();
  expect(await on("haproxy", "etcd-leader")).toMatch(/no haproxy runs there/);
  expect(await on("etcd", "address-holder")).toMatch(/no etcd runs there/);
});

it("and that nothing else is done to it than that", () => {
  const takes = (fault: Pick<FaultDefinition, "params">) => fault.params.safeParse({ component: "haproxy" }).success;
  expect([componentStop, processKill, processPause].map((fault) => takes(fault as unknown as FaultDefinition))).toEqual(
    [true, false, false],
  );
});
