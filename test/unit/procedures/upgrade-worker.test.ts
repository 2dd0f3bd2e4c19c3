import { describe, expect, it } from "vitest";
import upgradeWorker from "../../../src/procedures/upgrade-worker.ts";
import { cluster, context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("worker2"), namespace: "kind-chaos-x" };
const params = { to: "1.37.0", drainSeconds: 60 };

describe("upgrade-worker", () => {
  it("writes down what it does, and drains before it changes anything", () => {
    const actions = upgradeWorker.actions(here, params);
    expect(actions.map((action) => action.do === "exec" && action.argv.slice(4).join(" "))).toEqual([
      "1.37.0",
      "kc-x-worker2 upgrade-worker 60 must-succeed",
      "1.37.0 kubeadm kubectl",
      "node --ignore-preflight-errors=SystemVerification",
      "1.37.0 kubelet",
      "",
      "kc-x-worker2 upgrade-worker",
    ]);
    expect(actions.map((action) => "node" in action && action.node)).toEqual(
      ["worker2", "control-plane", "worker2", "worker2", "worker2", "worker2", "control-plane"].map((n) => `kc-x-${n}`),
    );
  });

  it.each([
    ["v1.37.0 True ", "", true],
    ["v1.36.4 True ", "", false],
    ["v1.37.0 False ", "", false],
    ["v1.37.0 True true", "", false],
    ["v1.37.0 True ", "default/web-1", false],
  ])(
    "is done when the node is Ready in the version and takes pods: %j with %j on its way out",
    async (node, pods, proven) => {
      const runtime = recordingRuntime({ "get node": { stdout: node }, "get pods -A": { stdout: pods } });
      expect((await upgradeWorker.done(runtime, here, params)).proven).toBe(proven);
    },
  );

  it("may leave a cordon of a worker", () => {
    expect(upgradeWorker.leftovers(cluster).map(({ node }) => node)).toEqual(Array(3).fill("kc-x-control-plane"));
  });
});
