import { expect, it } from "vitest";
import { PackageCount } from "../../../../src/setup/images/go-packages.ts";
import type { StepPart } from "../../../../src/setup/steps/step.ts";

function counted(wanted: readonly string[], lines: readonly string[]): (StepPart | undefined)[] {
  const parts: (StepPart | undefined)[] = [];
  const count = new PackageCount(new Set(wanted), { note: (_text, part) => void parts.push(part) });
  for (const line of lines) count.line(line);
  return parts;
}

it("counts each package once that was to be compiled; the one that was named last is not done yet", () => {
  const lines = [
    "go: downloading x v1",
    "internal/abi",
    "internal/abi",
    "k8s.io/api/core/v1",
    "k8s.io/kubernetes/cmd/kubelet",
  ];
  const wanted = ["internal/abi", "k8s.io/api/core/v1", "k8s.io/kubernetes/cmd/kubelet"];
  expect(counted(wanted, lines).map((part) => part?.done)).toEqual([0, 0, 1, 2]);
  expect(counted(wanted, lines).at(-1)).toEqual({ done: 2, all: 3, what: "packages" });
});

it("says nothing of how many where that is not known", () => {
  expect(counted([], ["internal/abi"])).toEqual([undefined]);
});
