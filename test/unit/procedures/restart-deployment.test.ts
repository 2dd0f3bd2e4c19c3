import { describe, expect, it } from "vitest";
import restartDeployment from "../../../src/procedures/restart-deployment.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const here = { ...at, namespace: "kind-chaos-x" };

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
  it("knows the one Deployment of the run's own namespace", () => {
    const accepts = (deployment: string, namespace: string) =>
      restartDeployment.params.safeParse({ deployment, namespace }).success;
    expect([accepts("workload", ""), accepts("worklod", ""), accepts("coredns", "kube-system")]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
