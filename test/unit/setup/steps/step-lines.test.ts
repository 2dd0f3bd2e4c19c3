import { expect, onTestFinished, test } from "vitest";
import type { Step } from "../../../../src/setup/steps/step.ts";
import { stepLines } from "../../../../src/setup/steps/step-lines.ts";
import { VirtualTerminal } from "../../../support/virtual-terminal.ts";

const images: Step = { name: "images", title: "images", check: async () => undefined, run: async () => "" };

test("a step of each version counts, though they have one name", async () => {
  const terminal = new VirtualTerminal(80, 10);
  const lines = stepLines(terminal.stream());
  onTestFinished(() => lines.stop());
  for (const version of ["1.36.4", "1.37.0"]) {
    const step = { ...images, title: `images of Kubernetes ${version}` };
    lines.planned?.([step]);
    lines.started(step);
    if (version === "1.36.4") lines.ended(step, { name: "images", outcome: "done", detail: "pulled", durationMs: 1 });
  }
  await expect.poll(async () => (await terminal.seen()).join("\n")).toContain("1 of 2 steps");
});
