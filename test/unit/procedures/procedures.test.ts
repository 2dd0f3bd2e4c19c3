import { describe, expect, it } from "vitest";
import etcdDataLoss from "../../../src/faults/etcd-data-loss.ts";
import etcdSnapshot from "../../../src/procedures/etcd-snapshot.ts";
import restartDeployment from "../../../src/procedures/restart-deployment.ts";
import scaleDeployment from "../../../src/procedures/scale-deployment.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const here = { ...at, namespace: "kind-chaos-x" };

describe("scale-deployment", () => {
  const params = { deployment: "workload", replicas: 4 };
  it("asks for the replicas in the run's own namespace", () => {
    const [action] = scaleDeployment.actions(here, params);
    expect(action).toMatchObject({
      do: "exec",
      argv: expect.arrayContaining(["-n", "kind-chaos-x", "scale", "deployment/workload", "--replicas=4"]),
    });
  });
  it.each([
    ["4", 0, true],
    ["3", 0, false],
    ["4", 1, false],
  ])("is done when the API tells the number: %s with exit code %i", async (stdout, exitCode, proven) => {
    const runtime = recordingRuntime({ kubectl: { stdout, exitCode } });
    expect((await scaleDeployment.done(runtime, here, params)).proven).toBe(proven);
  });
});

describe("restart-deployment", () => {
  const params = { deployment: "coredns", namespace: "kube-system" };
  it("restarts where it is told to, else in the run's own namespace, and waits", () => {
    const [restart, status] = restartDeployment.actions(here, params);
    expect(restart).toMatchObject({ argv: expect.arrayContaining(["kube-system", "restart", "deployment/coredns"]) });
    expect(status).toMatchObject({ argv: expect.arrayContaining(["status"]), timeoutMs: 100_000 });
    const [own] = restartDeployment.actions(here, { ...params, namespace: "" });
    expect(own).toMatchObject({ argv: expect.arrayContaining(["kind-chaos-x"]) });
  });
  it.each([
    ["2/2/2", ["a", "b"], true],
    ["1/2/2", ["a", "b"], false],
    ["2/1/2", ["a", "b"], false],
    ["2/2/2", ["a", "b", "old"], false],
  ])("is done when all are new and Ready and no old one is left: %s of %j", async (sets, names, proven) => {
    const pods = [...names.map((name) => `pod/coredns-${name}`), "pod/kube-proxy-x"].join("\n");
    const runtime = recordingRuntime({ jsonpath: { stdout: sets }, pods: { stdout: pods } });
    expect((await restartDeployment.done(runtime, here, params)).proven).toBe(proven);
  });
});

describe("etcd-snapshot", () => {
  it("saves on one member and copies to every other, not to itself", () => {
    const [save, ...copies] = etcdSnapshot.actions(here, {});
    expect(save).toMatchObject({ do: "exec", node: at.node.name });
    const others = at.cluster.nodes.filter(({ role, name }) => role === "control-plane" && name !== at.node.name);
    expect(copies.filter((action) => action.do === "copy")).toEqual(
      others.map(({ name }) => ({
        do: "copy",
        from: at.node.name,
        node: name,
        path: "/var/lib/kind-chaos/snapshot.db",
      })),
    );
  });
  it("is done when etcdutl accepts the file on every member", async () => {
    const good = recordingRuntime({ sh: { stdout: '"Hash" : 7\n"Revision" : 900\n' } });
    expect(await etcdSnapshot.done(good, here, {})).toEqual({ proven: true, detail: '"Hash" : 7, "Revision" : 900' });
    const bad = recordingRuntime({ sh: { exitCode: 1, stderr: "expected sha256 …" } });
    expect((await etcdSnapshot.done(bad, here, {})).proven).toBe(false);
  });
});

describe("etcd-data-loss", () => {
  it("breaks nothing where there is no snapshot to restore from", async () => {
    const runtime = recordingRuntime({ sh: { exitCode: 1, stderr: "no such file" } });
    await expect(etcdDataLoss.capture(runtime, at, {})).rejects.toThrow(/perform etcd-snapshot first/);
  });
  it("restores as this member of all members, at their own addresses, before the manifests come back", () => {
    const [undo] = etcdDataLoss.undo(at, {}, {});
    const script = undo?.do === "exec" ? (undo.argv.at(-1) ?? "") : "";
    expect(script).toContain(`--name ${at.node.name} --initial-cluster`);
    expect(script).toContain(`https://${at.node.address}:2380`);
    expect(script.indexOf("snapshot restore")).toBeLessThan(script.indexOf("/etc/kubernetes/manifests/;"));
  });
  it.each([
    ["", true],
    ["4711\n", false],
    ["member\n", false],
  ])("is active only when no process and no data is left: %j", async (stdout, proven) => {
    expect((await etcdDataLoss.active(recordingRuntime({ sh: { stdout } }), at, {}, {})).proven).toBe(proven);
  });
});
