import { expect, it } from "vitest";
import type { Untimed } from "../../../src/model/event.ts";
import type { ProcedureDefinition } from "../../../src/model/procedure.ts";
import type { Step } from "../../../src/model/scenario.ts";
import { etcdMemberReplace } from "../../../src/procedures/etcd-member-replace.ts";
import { upgradeWorker } from "../../../src/procedures/upgrade-worker.ts";
import { runSteps } from "../../../src/runner/steps.ts";
import { loadProcedure } from "../../../src/scenario/catalogue.ts";
import { controlPlane } from "../../../src/targets/roles/control-plane.ts";
import { worker } from "../../../src/targets/roles/worker.ts";
import { cluster } from "../../support/recording-runtime.ts";

/** Carries steps out on an engine on which no command of kubeadm succeeds; returns what is journaled and who was hit. */
async function run(steps: readonly Step[], refusal?: Error, more: object = {}) {
  const events: Untimed[] = [];
  const acted: string[] = [];
  const context = {
    ...more,
    cluster,
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    loadProcedure: (name: string): Promise<ProcedureDefinition> => loadProcedure(name),
    emit: (event: Untimed) => void events.push(event),
    engine: {
      act: async (action: { node: string; argv: readonly string[] }) => {
        acted.push(action.node);
        if (refusal !== undefined) throw refusal;
        if (action.argv.includes("node")) throw new Error("kubeadm: CreateJob");
      },
    },
  };
  const hit = await runSteps(context as never, steps, 1);
  return { events, acted, hit: [...hit] };
}

it("no node is upgraded after one that is not whole, and what is missing is the evidence", async () => {
  const { events, acted, hit } = await run([
    { perform: upgradeWorker(worker(1), "1.37.0"), as: "one" },
    { perform: upgradeWorker(worker(2), "1.37.0"), as: "two" },
  ]);
  const told = (event: Untimed) => (event.type === "phase" ? `phase ${event.name} ${event.edge}` : event.type);
  expect(events.map((event) => ("id" in event ? `${event.type} ${event.id}` : told(event)))).toEqual([
    "phase one begin",
    "procedure one",
    "phase one: drained begin",
    "phase one: drained end",
    "phase one: kubeadm upgrade begin",
    "phase one: kubeadm upgrade end",
    "procedure-done one",
    "phase one end",
  ]);
  expect(events[1]).toMatchObject({ upgradesTo: "1.37.0" });
  expect(events[6]).toMatchObject({ evidence: { proven: false, detail: "kubeadm: CreateJob" } });
  // What is done stops where kubeadm fails; components of such a node may have been restarted all the same.
  expect(acted).toEqual(["kc-x-worker", "kc-x-control-plane", "kc-x-worker", "kc-x-worker"]);
  expect(hit).toEqual(["worker"]);
});

it("nobody is to blame for restarts on a node whose components a procedure ends", async () => {
  const steps: Step[] = [{ perform: etcdMemberReplace(controlPlane(2)), as: "replaced" }];
  const { hit } = await run(steps, new Error("the engine is gone"));
  expect(hit).toEqual(["control-plane2"]);
});

it("reused connections are moved away from a node before a procedure ends what runs there", async () => {
  const moved: (readonly number[])[] = [];
  const prober = {
    pinnedBackends: async () => ({ 0: 1, 1: 0, 2: 1 }),
    moveReused: async (lanes: readonly number[], from: readonly number[]) => void moved.push(lanes, from),
  };
  const lanes = [0, 1, 2].map((index) => ({ index, via: index === 2 ? "control-plane2" : "lb" }));
  const target = controlPlane(2, { avoidReusedConnections: true });
  const { events } = await run([{ perform: etcdMemberReplace(target), as: "replaced" }], new Error("ends"), {
    prober,
    lanes,
  });
  expect(moved).toEqual([[0], [1]]);
  const types = events.map(({ type }) => type);
  expect(types.indexOf("note")).toBeGreaterThan(types.indexOf("procedure"));
});
