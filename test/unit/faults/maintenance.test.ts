import { describe, expect, it } from "vitest";
import nodeDrain from "../../../src/faults/node-drain.ts";
import nodeMaintenance from "../../../src/faults/node-maintenance.ts";
import nodeOutOfService from "../../../src/faults/node-out-of-service.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const commands = (actions: readonly object[]) => actions.map((action) => JSON.stringify(action));

/** What kubectl tells of the node, and of the pods on it. */
const told = (unschedulable: string, pods: string, more: Readonly<Record<string, { stdout: string }>> = {}) =>
  recordingRuntime({
    ...more,
    "{.spec.unschedulable}": { stdout: unschedulable },
    "--field-selector": { stdout: pods },
  });

describe("node-drain", () => {
  const params = { blocked: false, limitSeconds: 60 };
  const blocked = { blocked: true, limitSeconds: 12 };

  it("asks the Eviction API by kubectl's own drain, from a control plane, and gives it its time", () => {
    const [action] = nodeDrain.inject(at, params, {});
    expect(action).toMatchObject({ do: "exec", node: "kc-x-control-plane", timeoutMs: 70_000 });
    expect(commands([action ?? {}])[0]).toMatch(/drain kc-x-worker --ignore-daemonsets .*--timeout=60s/);
    expect(commands([action ?? {}])[0]).not.toContain("--force");
  });

  it("ends a drain that is still under way before it uncordons: one whose run was killed would go on", () => {
    const [undo] = commands(nodeDrain.undo(at, params, {}));
    expect(undo).toMatch(/pkill -f .*drain kc-x-worker '; kubectl .* uncordon kc-x-worker/);
  });

  it.each([
    [
      "nothing but DaemonSets and static pods is left",
      "true",
      "DaemonSet kube-system/kube-proxy-1\nNode kube-system/x\n",
      true,
    ],
    ["a pod is left", "true", "ReplicaSet shop/web-1\n", false],
    ["a pod that nobody owns is left", "true", " shop/alone\n", false],
    ["the node takes pods", "", "", false],
  ])("is active only where %s", async (_, unschedulable, pods, proven) => {
    expect((await nodeDrain.active(told(unschedulable, pods), at, params, {})).proven).toBe(proven);
  });

  it("that is to be refused is active where an eviction was, for a budget, and the pod is still there", async () => {
    const refused = { grep: { stdout: "Cannot evict pod as it would violate the pod's disruption budget." } };
    const look = (pods: string, log: { grep: { stdout: string } }) =>
      nodeDrain.active(told("true", pods, log), at, blocked, {});
    expect((await look("ReplicaSet shop/web-1\n", refused)).proven).toBe(true);
    expect((await look("", refused)).proven).toBe(false);
    expect((await look("ReplicaSet shop/web-1\n", { grep: { stdout: "" } })).proven).toBe(false);
  });

  it("is healed where the node takes pods again, and breaks nothing that was cordoned before", async () => {
    expect((await nodeDrain.healed(told("", ""), at, params, {})).proven).toBe(true);
    expect((await nodeDrain.healed(told("true", ""), at, params, {})).proven).toBe(false);
    await expect(nodeDrain.capture(told("true", ""), at, params)).rejects.toThrow(/cordoned already/);
  });
});

describe("node-maintenance", () => {
  const params = { drainSeconds: 60, stopSeconds: 90 };

  it("drains before it stops, and starts before it uncordons", () => {
    const [drain, stop] = nodeMaintenance.inject(at, params, {});
    expect(commands([drain ?? {}])[0]).toContain("drain");
    expect(stop).toMatchObject({ do: "stop", node: "kc-x-worker", limitSeconds: 90 });
    const [start, uncordon] = nodeMaintenance.undo(at, params, {});
    expect(start).toMatchObject({ do: "start", node: "kc-x-worker", address: at.node.address });
    expect(commands([uncordon ?? {}])[0]).toMatch(/pkill .* uncordon kc-x-worker/);
  });

  it("is active where the node is down and cordoned, and healed where it is neither", async () => {
    const look = (running: boolean, unschedulable: string) =>
      recordingRuntime(
        { "{.spec.unschedulable}": { stdout: unschedulable } },
        { running, startedAt: "later", address: at.node.address },
      );
    expect((await nodeMaintenance.active(look(false, "true"), at, params, {})).proven).toBe(true);
    expect((await nodeMaintenance.active(look(true, "true"), at, params, {})).proven).toBe(false);
    const captured = { startedAt: "before" };
    expect((await nodeMaintenance.healed(look(true, ""), at, params, captured)).proven).toBe(true);
    expect((await nodeMaintenance.healed(look(true, "true"), at, params, captured)).proven).toBe(false);
  });
});

describe("node-out-of-service", () => {
  it("kills the node and taints it, and takes the taint back before it starts the node", () => {
    const injected = nodeOutOfService.inject(at, {}, {});
    expect(injected[0]).toEqual({ do: "kill", node: "kc-x-worker" });
    expect(commands(injected)[1]).toContain("node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
    const undone = nodeOutOfService.undo(at, {}, {});
    expect(commands(undone)[0]).toMatch(/out-of-service-.*untainted\|not found/);
    expect(undone[1]).toMatchObject({ do: "start", node: "kc-x-worker" });
  });

  it.each([
    ["down and declared", false, "node.kubernetes.io/out-of-service x", true],
    ["down only", false, "node.kubernetes.io/unreachable", false],
    ["declared only", true, "node.kubernetes.io/out-of-service", false],
  ])("tells whether it is %s", async (_, running, stdout, proven) => {
    const runtime = recordingRuntime({ "{.spec.taints": { stdout } }, { running });
    expect((await nodeOutOfService.active(runtime, at, {}, {})).proven).toBe(proven);
  });
});
