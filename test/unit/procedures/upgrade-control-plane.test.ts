import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import type { ExecResult } from "../../../src/model/node-runtime.ts";
import upgradeControlPlane from "../../../src/procedures/upgrade-control-plane.ts";
import { cluster, context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const here = { ...at, namespace: "kind-chaos-x" };
const params = { to: "1.37.0", first: false, drainSeconds: 60 };

/** The words of an action behind its script, with the node where it is carried out. */
const wordsOf = (action: Action) =>
  action.do === "exec" ? `${action.node}: ${action.argv.slice(action.argv[0] === "sh" ? 4 : 0).join(" ")}` : action.do;

describe("what is done to a control plane", () => {
  const actions = upgradeControlPlane.actions(here, params);

  it("is written down before all else, and the kubelet is replaced while nothing runs there that can move", () => {
    expect(actions.map(wordsOf)).toEqual([
      // That no secrets are encrypted, which changes nothing.
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: 1.37.0",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: 1.37.0 kubeadm kubectl",
      "kc-x-control-plane2: node --ignore-preflight-errors=SystemVerification",
      "kc-x-control-plane: kc-x-control-plane2 upgrade-control-plane 60 must-succeed",
      "kc-x-control-plane2: 1.37.0 kubelet",
      "kc-x-control-plane2: ",
      "kc-x-control-plane2: systemctl restart kubelet",
      "kc-x-control-plane: kc-x-control-plane2 upgrade-control-plane",
    ]);
  });

  it("is for all that control planes share on the first of them, and never without kubeadm's own checks", () => {
    const [, , keep, , , apply] = upgradeControlPlane.actions(here, { ...params, first: true });
    expect(keep && wordsOf(keep)).toBe("kc-x-control-plane2: shared");
    expect(apply && wordsOf(apply)).toBe(
      "kc-x-control-plane2: apply v1.37.0 --yes --ignore-preflight-errors=SystemVerification",
    );
  });

  it("leaves an etcd alone that is not on the node", () => {
    const external = {
      ...cluster,
      nodes: [...cluster.nodes, { ...at.node, name: "kc-x-etcd", role: "etcd" as const }],
    };
    expect(upgradeControlPlane.actions({ ...here, cluster: external }, params)).toHaveLength(actions.length - 2);
  });

  it("may leave a cordon, and nothing else that is taken back", () => {
    expect(upgradeControlPlane.leftovers(cluster).map(({ what }) => what)).toEqual(
      ["control-plane", "control-plane2", "control-plane3"].map((short) => `a cordon of kc-x-${short}`),
    );
  });

  it("is of a whole version, which stands in commands", () => {
    const accepts = (to: string) => upgradeControlPlane.params.safeParse({ ...params, to }).success;
    expect(["1.37.0", "1.37", "v1.37.0", "1.37.0; reboot"].map(accepts)).toEqual([true, false, false, false]);
  });
});

describe("a control plane is whole in a version", () => {
  const images = [
    "kube-apiserver:v1.37.0",
    "kube-controller-manager:v1.37.0",
    "kube-scheduler:v1.37.0",
    "etcd:3.7.0-0",
  ];
  const pods = (...others: string[]) =>
    [...images.map((image) => `${image.split(":")[0]} ${image} True`), ...others].join("\n");
  const good: Record<string, Partial<ExecResult>> = {
    "6443/version": { stdout: '{ "gitVersion": "v1.37.0" }' },
    "manifests/etcd.yaml": { stdout: "etcd:3.7.0-0\n" },
    "tier=control-plane": { stdout: pods() },
    "endpoint health": { stdout: "https://localhost:2379 is healthy: successfully committed proposal" },
    "get node": { stdout: "v1.37.0 True " },
    "get pods -A": { stdout: "" },
  };
  const look = (other: Record<string, Partial<ExecResult>>) =>
    upgradeControlPlane.done(recordingRuntime({ ...good, ...other }), here, params);

  it("with the etcd that kubeadm left, because a tag is set or it is newer than kubeadm's own", async () => {
    const left = {
      "manifests/etcd.yaml": { stdout: "etcd:3.6.16-0\n" },
      "tier=control-plane": { stdout: pods("etcd etcd:3.6.16-0 True") },
    };
    expect((await look(left)).proven).toBe(true);
  });

  it("when every component, its own API server, etcd member and kubelet are, and nothing is on its way out", async () => {
    expect(await look({})).toEqual({
      proven: true,
      detail: "every component is Ready in 1.37.0, the kubelet too; etcd:3.7.0-0",
    });
  });

  it.each<[string, Record<string, Partial<ExecResult>>, string]>([
    [
      "its API server is the old one",
      { "6443/version": { stdout: '"gitVersion": "v1.36.4"' } },
      "answers 1.36.4 and not 1.37.0",
    ],
    ["its API server is silent", { "6443/version": { exitCode: 7 } }, "answers nothing"],
    [
      "a pod is the old one",
      { "tier=control-plane": { stdout: pods("etcd etcd:3.6.16-0 True") } },
      "etcd runs etcd:3.6.16-0",
    ],
    ["a pod is not there", { "tier=control-plane": { stdout: pods().split("\n").slice(1).join("\n") } }, "runs no pod"],
    [
      "a pod is not Ready",
      { "tier=control-plane": { stdout: pods().replace("v1.37.0 True", "v1.37.0 False") } },
      "is not Ready",
    ],
    [
      "its member lags",
      { "endpoint health": { exitCode: 1, stderr: "context deadline exceeded" } },
      "deadline exceeded",
    ],
    ["its kubelet is the old one", { "get node": { stdout: "v1.36.4 True " } }, "kubelet is v1.36.4"],
    ["the node is NotReady", { "get node": { stdout: "v1.37.0 Unknown " } }, "not Ready"],
    ["the node is cordoned", { "get node": { stdout: "v1.37.0 True true" } }, "takes no pods"],
    [
      "a pod is being deleted",
      { "get pods -A": { stdout: "kube-system/coredns-1" } },
      "being deleted: kube-system/coredns-1",
    ],
  ])("and not when %s", async (_, other, detail) => {
    expect(await look(other)).toEqual({ proven: false, detail: expect.stringContaining(detail) });
  });
});
