import { describe, expect, it } from "vitest";
import nodeOutOfService from "../../../src/faults/node-out-of-service.ts";
import { carriedOut } from "../../support/carried-out.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const commands = (actions: readonly object[]) => actions.map((action) => JSON.stringify(action));

describe("node-out-of-service", () => {
  it("kills the node and taints it, and takes the taint back before it starts the node", () => {
    const injected = nodeOutOfService.inject(at, {}, {});
    expect(injected[0]).toEqual({ do: "kill", node: "kc-x-worker" });
    expect(commands(injected)[1]).toContain("node.kubernetes.io/out-of-service=kind-chaos:NoExecute");
    const undone = nodeOutOfService.undo(at, {}, {});
    expect(commands(undone)[0]).toContain("out-of-service:NoExecute-");
    expect(undone[1]).toMatchObject({ do: "start", node: "kc-x-worker" });
  });

  it.each([
    ["kind-chaos", "exit 0", 0, 2],
    ["kind-chaos", 'echo "taint not found" >&2; exit 1', 0, 2],
    ["kind-chaos", "echo refused >&2; exit 1", 1, 2],
    ["nodeshutdown", "exit 1", 0, 1],
    ["", "exit 1", 0, 1],
  ])("takes its own taint away and no other: of value %j", (value, taint, status, asked) => {
    const kubectl = `case "$*" in *get*) echo "${value}"; exit 0;; esac; ${taint}`;
    const told = carriedOut(nodeOutOfService.undo(at, {}, {})[0], { kubectl });
    expect([told.status, told.calls.length]).toEqual([status, asked]);
  });

  it.each([
    ["down and declared", false, "node.kubernetes.io/out-of-service x", true],
    ["down only", false, "node.kubernetes.io/unreachable", false],
    ["declared only", true, "node.kubernetes.io/out-of-service", false],
  ])("tells whether it is %s", async (_, running, stdout, proven) => {
    const runtime = recordingRuntime({ "{.spec.taints": { stdout } }, { running, startedAt: "before" });
    expect((await nodeOutOfService.active(runtime, at, {}, { startedAt: "before" })).proven).toBe(proven);
    expect(runtime.asked).toContain(
      "kc-x-control-plane: kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s " +
        "get node kc-x-worker -o jsonpath={.spec.taints[*].key}",
    );
  });

  it.each([
    ["", true],
    ["node.kubernetes.io/out-of-service", false],
  ])("is healed where the node runs anew without the taint: %j", async (stdout, proven) => {
    const state = { startedAt: "later", address: at.node.address };
    const runtime = recordingRuntime({ "{.spec.taints": { stdout } }, state);
    expect((await nodeOutOfService.healed(runtime, at, {}, { startedAt: "before" })).proven).toBe(proven);
  });
});
