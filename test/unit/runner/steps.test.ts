import { expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import type { Untimed } from "../../../src/model/event.ts";
import { defineFault } from "../../../src/model/fault.ts";
import type { ProcedureDefinition } from "../../../src/model/procedure.ts";
import type { Step } from "../../../src/model/scenario.ts";
import { controlPlaneReplace } from "../../../src/procedures/control-plane-replace.ts";
import { encryptionSwitchOff } from "../../../src/procedures/encryption-switch-off.ts";
import { etcdDefragment } from "../../../src/procedures/etcd-defragment.ts";
import { etcdMemberReplace } from "../../../src/procedures/etcd-member-replace.ts";
import { upgradeWorker } from "../../../src/procedures/upgrade-worker.ts";
import { endedBy, runSteps } from "../../../src/runner/steps.ts";
import { loadFault, loadProcedure, namesOf } from "../../../src/scenario/catalogue.ts";
import { controlPlane } from "../../../src/targets/roles/control-plane.ts";
import { worker } from "../../../src/targets/roles/worker.ts";
import { exampleParams } from "../../support/example-params.ts";
import { cluster, context } from "../../support/recording-runtime.ts";

/** Carries steps out on an engine on which no command of kubeadm succeeds; returns what is journaled and who was hit. */
async function run(steps: readonly Step[], refusal?: Error, more: object = {}) {
  const events: Untimed[] = [];
  const acted: string[] = [];
  const around = {
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
    ...more,
  };
  const hit = await runSteps(around as never, steps, 1);
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

it("no second member is replaced after one that may be half replaced", async () => {
  const steps: Step[] = [
    { perform: etcdMemberReplace(controlPlane(2)), as: "one" },
    { hold: "1s", reason: "the API server beside the new member is used again" },
    { perform: etcdMemberReplace(controlPlane(1)), as: "two" },
  ];
  const { events, acted, hit } = await run(steps, new Error("no member can be added"));
  expect(events.flatMap((event) => (event.type === "procedure" ? [event.id] : []))).toEqual(["one"]);
  expect(events.some((event) => event.type === "phase" && event.name.startsWith("hold"))).toBe(false);
  expect([acted, hit]).toEqual([["kc-x-control-plane2"], ["control-plane2"]]);
});

it("work that takes no member away is followed by more, whatever came of it: that may be the way back", async () => {
  const steps: Step[] = [
    { perform: etcdDefragment(controlPlane(2)), as: "one" },
    { perform: encryptionSwitchOff(controlPlane(1)), as: "two" },
  ];
  const { events } = await run(steps, new Error("refused"));
  expect(events.flatMap((event) => (event.type === "procedure" ? [event.id] : []))).toEqual(["one", "two"]);
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

it("nothing follows work that leaves a node broken where it breaks off, and is not proven done", async () => {
  const { events } = await run(
    [
      { perform: controlPlaneReplace(controlPlane(2)), as: "one" },
      { perform: controlPlaneReplace(controlPlane(3)), as: "two" },
    ],
    new Error("the engine is gone"),
  );
  expect(events.flatMap((event) => (event.type === "procedure" ? event.id : []))).toEqual(["one"]);
  expect(events).toContainEqual(expect.objectContaining({ type: "procedure", isStretch: true }));
});

it("work while a fault is held has its nodes hit, and ends the steps where it breaks off", async () => {
  const proof = async () => ({ proven: true, detail: "seen" });
  const pause = defineFault({
    ...{ name: "pause", summary: "", breaks: "", fromOutside: "", evidence: "", sustained: true as const },
    describe: () => "paused",
    capture: async () => ({}),
    inject: ({ node }) => [{ do: "pause", node: node.name }],
    undo: ({ node }) => [{ do: "unpause", node: node.name }],
    active: proof,
    healed: proof,
  });
  const engine = {
    act: async (action: Action) => {
      if (action.do === "exec") throw new Error("it cannot be noted");
    },
    inspect: async () => ({}),
  };
  const guard = { ready: async () => {}, stopped: () => undefined, signal: new AbortController().signal };
  const undo = { intend: () => {}, note: () => {} };
  const more = { engine, guard, undo, lanes: [], kube: { pods: async () => [] }, loadFault: async () => pause };
  const steps: Step[] = [
    {
      inject: { fault: "pause", target: worker(1), params: {} },
      as: "held",
      for: "1ms",
      while: [{ perform: controlPlaneReplace(controlPlane(2)), as: "within" }],
    },
    { perform: upgradeWorker(worker(1), "1.37.0"), as: "after" },
  ];
  const { events, hit } = await run(steps, undefined, more);
  expect(events.flatMap((event) => (event.type === "procedure" ? event.id : []))).toEqual(["within"]);
  expect(events.some(({ type }) => type === "fault-healed")).toBe(true);
  expect(hit).toEqual(["control-plane2", "worker"]);
});

it("kubelets are blamed for remembering the ends of components alone that a fault ended", async () => {
  const hits = [{ context: context("control-plane2"), captured: {} }];
  const ended = await Promise.all(
    namesOf("fault").map(async (fault) => {
      const definition = await loadFault(fault);
      const params = exampleParams(definition.params);
      const spec = { fault, target: { role: "control-plane" } as const, params };
      return endedBy({ definition, spec, hits }, 7).map(({ node, at }) => `${fault} ${node} ${at}`);
    }),
  );
  expect(ended.flat()).toEqual(
    ["component-stop", "disk-fails", "etcd-member-lost", "process-kill"].map((fault) => `${fault} control-plane2 7`),
  );
});
