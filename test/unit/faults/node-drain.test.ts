import { describe, expect, it } from "vitest";
import nodeDrain from "../../../src/faults/node-drain.ts";
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
    const runtime = told(unschedulable, pods);
    expect((await nodeDrain.active(runtime, at, params, {})).proven).toBe(proven);
    expect(runtime.asked[0]).toMatch(/^kc-x-control-plane: kubectl .* get node kc-x-worker -o jsonpath/);
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
    const silent = recordingRuntime({ kubectl: { exitCode: 1, stderr: "refused" } });
    await expect(nodeDrain.capture(silent, at, params)).rejects.toThrow(/^refused$/);
  });
});
