import { expect, test } from "vitest";
import { namesProblem } from "../../../../src/analysis/verdict/plan-names.ts";
import type { PlanStep } from "../../../../src/model/run-plan.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";

function problem(steps: readonly string[], guarantees: readonly string[] = ["one"]): string | undefined {
  const plan = steps.map((id): PlanStep => ({ do: "perform", id, procedure: "scale-deployment" }));
  const start = { plan, guarantees: guarantees.map((id) => ({ id, guarantee: "one-leader", params: {} })) };
  return namesProblem({ start: start as unknown as Timeline["start"], faults: [] });
}

test("names that are unlike each other and unlike those of every run say which is meant", () => {
  expect(
    problem(["kill", "kill-2", "held"], ["max-outage */api/* during kill", "max-outage */api/* during kill:held"]),
  ).toBe(undefined);
});

test.each(["whole-run", "warm-up", "calm", "begin", "end", "Whole-Run", " calm", "ca\u200blm ", "kill:held"])(
  "%j is a name of every run's own",
  (name) => {
    expect(problem([name])).toMatch(/as a stretch of every run|cannot be read/);
  },
);

test.each(["kill", "Kill", "kill ", "ki\u200bll", "ｋill", "kill\u0000"])("%j is not told from kill", (name) => {
  expect(problem(["kill", name])).toMatch(/two steps are called|cannot be read/);
  expect(problem(["x"], ["kill", name])).toMatch(/two guarantees are called|cannot be read/);
});

test("what is not shown is written out", () => {
  expect(problem(["a\u001b[31mb"])).toBe('one of the steps has a name that cannot be read: "a\\u001b[31mb"');
  expect(problem(["a\u202eb"])).toContain('"a\\u202eb"');
  expect(problem([" "])).toMatch(/cannot be read/);
});
