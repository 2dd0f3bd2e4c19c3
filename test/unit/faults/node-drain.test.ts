import { describe, expect, it } from "vitest";
import nodeDrain from "../../../src/faults/node-drain.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = context("worker");
const folders = () => ({ "/run": temporaryFolder() });

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
    const [marked, drained] = carriedOut(action, { kubectl: "exit 0" }, folders()).calls;
    expect(marked).toContain(" annotate node kc-x-worker org.kind-chaos/cordoned-by=node-drain ");
    expect(drained).toMatch(/ drain kc-x-worker --ignore-daemonsets --delete-emptydir-data --timeout=60s$/);
  });

  it("fails where the drain does, unless that is what is expected", () => {
    const kubectl = 'case "$*" in *" drain "*) echo why; exit 1;; esac';
    const run = (which: typeof params) => carriedOut(nodeDrain.inject(at, which, {})[0], { kubectl }, folders());
    expect(run(params)).toMatchObject({ status: 1, stderr: "why\n" });
    expect(run(blocked).status).toBe(0);
  });

  it.each([
    ["node-drain", ["uncordon kc-x-worker", "annotate node kc-x-worker org.kind-chaos/cordoned-by-"]],
    ["another-fault", []],
    ["", []],
  ])("takes its own cordon away and no other: cordoned by %j", (by, done) => {
    const [undo] = nodeDrain.undo(at, params, {});
    const { status, calls } = carriedOut(undo, { kubectl: `case "$*" in *get*) echo "${by}";; esac` }, folders());
    const [, ...changes] = calls.map((call) => call.replace(/^.*--request-timeout=10s /, ""));
    expect({ status, changes }).toEqual({ status: 0, changes: done });
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
    const refused = { "Cannot evict": { stdout: "Cannot evict pod as it would violate the pod's disruption budget." } };
    const look = (pods: string, log: Readonly<Record<string, { stdout: string }>>) =>
      nodeDrain.active(told("true", pods, log), at, blocked, {});
    expect((await look("ReplicaSet shop/web-1\n", refused)).proven).toBe(true);
    expect((await look("", refused)).proven).toBe(false);
    expect((await look("ReplicaSet shop/web-1\n", { "Cannot evict": { stdout: "" } })).proven).toBe(false);
  });

  it("is healed where the node takes pods again, and breaks nothing that was cordoned before", async () => {
    expect((await nodeDrain.healed(told("", ""), at, params, {})).proven).toBe(true);
    expect((await nodeDrain.healed(told("true", ""), at, params, {})).proven).toBe(false);
    await expect(nodeDrain.capture(told("true", ""), at, params)).rejects.toThrow(/cordoned already/);
    const silent = recordingRuntime({ kubectl: { exitCode: 1, stderr: "refused" } });
    await expect(nodeDrain.capture(silent, at, params)).rejects.toThrow(/^refused$/);
  });
});
