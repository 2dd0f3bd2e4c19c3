import { expect, it } from "vitest";
import { readRunning, runningScript } from "../../../../src/runner/observe/containers.ts";

it("reads name and uid of each pod once, however many containers it has", () => {
  const text = "store-0 u1\nworkload-a u2\nworkload-a u2\n\n";
  expect(readRunning(text)).toEqual([
    { name: "store-0", uid: "u1" },
    { name: "workload-a", uid: "u2" },
  ]);
  expect(readRunning("")).toEqual([]);
});

it("asks for running containers of one namespace, sandboxes not among them", () => {
  const script = runningScript("kind-chaos-x");
  expect(script).toContain('labels."io.kubernetes.pod.namespace"==kind-chaos-x');
  expect(script).toContain('labels."io.cri-containerd.kind"==container');
  expect(script).toContain("grep RUNNING");
});
