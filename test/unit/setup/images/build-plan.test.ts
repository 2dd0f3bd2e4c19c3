import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/model/errors.ts";
import { estimateSeconds, requireSpace } from "../../../../src/setup/images/build-plan.ts";
import type { Step } from "../../../../src/setup/steps/step.ts";

const step = (name: string, present?: string): Step => ({
  name,
  title: name,
  check: async () => present,
  run: async () => "",
});

describe("building", () => {
  test("refuses to start where there is too little room", () => {
    expect(() => requireSpace(19.9e9)).toThrow(UsageError);
    expect(() => requireSpace(19.9e9)).toThrow(/19\.9 GB are free/);
    expect(() => requireSpace(20e9)).not.toThrow();
    expect(() => requireSpace(undefined)).not.toThrow();
  });

  test("estimates what is left to do, by the number of cores", async () => {
    const { signal } = new AbortController();
    const all = [step("build-kubernetes"), step("node-image")];
    const onTwo = await estimateSeconds(all, 2, signal);
    const onEight = await estimateSeconds(all, 8, signal);
    expect(onTwo).toBeGreaterThan(300);
    expect(onEight).toBeLessThan(onTwo / 2);
    expect(await estimateSeconds([step("build-kubernetes", "built"), step("node-image")], 2, signal)).toBeLessThan(60);
  });
});
