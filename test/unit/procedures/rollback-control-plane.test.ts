import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import rollbackControlPlane from "../../../src/procedures/rollback-control-plane.ts";
import { cluster, context, recordingRuntime } from "../../support/recording-runtime.ts";
import { wholeControlPlane } from "../../support/whole-control-plane.ts";

const at = context("control-plane2");
const here = { ...at, namespace: "kind-chaos-x" };
const params = { to: "1.36.4", first: false, drainSeconds: 60 };

const wordsOf = (action: Action) =>
  action.do === "exec" ? `${action.node}: ${action.argv.slice(action.argv[0] === "sh" ? 4 : 0).join(" ")}` : action.do;

describe("a control plane goes back", () => {
  const actions = rollbackControlPlane.actions(here, params);

  it("written down first, its kubelet before its API server, and its etcd member last", () => {
    expect(actions.map(wordsOf)).toEqual([
      // What it needs is seen to be there; then the mark.
      "kc-x-control-plane2: ",
      ...Array(3).fill("kc-x-control-plane2: 1.36.4"),
      "kc-x-control-plane2:  1.36.4",
      "kc-x-control-plane2: 1.36.4",
      "kc-x-control-plane: kc-x-control-plane2 rollback-control-plane 60 must-succeed",
      "kc-x-control-plane2: 1.36.4 kubeadm kubectl kubelet",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: kube-scheduler 1.36.4",
      "kc-x-control-plane: kc-x-control-plane2 rollback-control-plane",
      "kc-x-control-plane2: kube-scheduler kube-scheduler https://localhost:10259/healthz",
      "kc-x-control-plane2: kube-controller-manager kube-controller https://localhost:10257/healthz 1.36.4",
      "kc-x-control-plane2: kube-apiserver kube-apiserver https://localhost:6443/readyz 1.36.4",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: etcd etcd http://localhost:2381/health 1.36.4",
      "kc-x-control-plane2:  1.36.4",
    ]);
  });

  it("with what all share where it was the first that was upgraded", () => {
    const last = rollbackControlPlane.actions(here, { ...params, first: true }).at(-1);
    expect(last && wordsOf(last)).toBe("kc-x-control-plane2: shared 1.36.4");
  });

  it("without an etcd that is not on the node", () => {
    const external = {
      ...cluster,
      nodes: [...cluster.nodes, { ...at.node, name: "kc-x-etcd", role: "etcd" as const }],
    };
    const words = rollbackControlPlane.actions({ ...here, cluster: external }, params).map(wordsOf);
    expect(words).toHaveLength(actions.length - 4);
    expect(words.some((one) => one.includes(" etcd "))).toBe(false);
  });

  it("and may leave a cordon, nothing else that is taken back", () => {
    expect(rollbackControlPlane.leftovers(cluster)).toHaveLength(3);
  });
});

describe("a control plane is back", () => {
  const records = (others: string) => ({ "get configmap": { stdout: others } });

  it("when all of it runs in the old version", async () => {
    const done = await rollbackControlPlane.done(recordingRuntime(wholeControlPlane), here, params);
    expect(done).toEqual({
      proven: true,
      detail: "every component is Ready in 1.36.4, the kubelet too; etcd:3.6.16-0",
    });
  });

  it.each([
    ["", true],
    ["kubelet-config\n", false],
  ])("and the first when no record of the cluster says anything else: %j", async (others, proven) => {
    const runtime = recordingRuntime({ ...wholeControlPlane, ...records(others) });
    expect((await rollbackControlPlane.done(runtime, here, { ...params, first: true })).proven).toBe(proven);
  });

  it("and not when its etcd member runs the new version", async () => {
    const pods = wholeControlPlane["tier=control-plane"].stdout.replace("etcd:3.6.16-0", "etcd:3.7.0-0");
    const runtime = recordingRuntime({ ...wholeControlPlane, "tier=control-plane": { stdout: pods } });
    expect((await rollbackControlPlane.done(runtime, here, params)).detail).toContain("etcd runs etcd:3.7.0-0");
  });
});
