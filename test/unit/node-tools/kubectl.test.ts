import { expect, it } from "vitest";
import { readKubectl } from "../../../src/node-tools/kubectl.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";

it("returns what kubectl prints without space around it, asked as the administrator", async () => {
  const runtime = recordingRuntime({ kubectl: { stdout: " true\n" } });
  expect(await readKubectl(runtime, "kc-x-control-plane", "get", "nodes")).toBe("true");
  expect(runtime.asked).toEqual([
    "kc-x-control-plane: kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s get nodes",
  ]);
});

it("throws kubectl's own words when it fails", async () => {
  const runtime = recordingRuntime({ kubectl: { exitCode: 1, stdout: "half", stderr: "not found\n" } });
  await expect(readKubectl(runtime, "kc-x-control-plane", "get", "nodes")).rejects.toThrow(/^not found$/);
});
