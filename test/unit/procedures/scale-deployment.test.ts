import { describe, expect, it } from "vitest";
import scaleDeployment from "../../../src/procedures/scale-deployment.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("control-plane2");
const here = { ...at, namespace: "kind-chaos-x" };

describe("scale-deployment", () => {
  const params = { deployment: "workload", replicas: 4 } as const;
  it("asks for the replicas in the run's own namespace", () => {
    const [action] = scaleDeployment.actions(here, params);
    expect(action).toMatchObject({
      do: "exec",
      argv: expect.arrayContaining(["-n", "kind-chaos-x", "scale", "deployment/workload", "--replicas=4"]),
    });
  });
  it.each([
    ["4", true],
    ["3", false],
  ])("is done when the API tells the number: %s", async (stdout, proven) => {
    const runtime = recordingRuntime({ kubectl: { stdout } });
    expect((await scaleDeployment.done(runtime, here, params)).proven).toBe(proven);
    expect(runtime.asked).toEqual([
      expect.stringMatching(/^kc-x-control-plane2: kubectl .*-n kind-chaos-x get deployment\/workload /),
    ]);
  });
  it("tells kubectl's own words where it fails", async () => {
    const runtime = recordingRuntime({ kubectl: { exitCode: 1, stderr: "refused\n" } });
    await expect(scaleDeployment.done(runtime, here, params)).rejects.toThrow(/^refused$/);
  });
});
