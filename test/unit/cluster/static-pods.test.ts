import { expect, it } from "vitest";
import { readLiveness } from "../../../src/cluster/static-pods.ts";

it("reads the liveness probes of static pods, and leaves out what has none", () => {
  const manifest = (name: string, probe: string) =>
    `---\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: ${name}\n${probe}`;
  const probe = "    livenessProbe:\n      periodSeconds: 10\n      timeoutSeconds: 15\n      failureThreshold: 8\n";
  expect(readLiveness(manifest("kube-apiserver", probe) + manifest("etcd", ""))).toEqual({
    "kube-apiserver": { periodMs: 10_000, timeoutMs: 15_000, failureThreshold: 8 },
  });
  expect(readLiveness("")).toEqual({});
});
