import { expect, it } from "vitest";
import { factsOf } from "../../../src/comparison/facts.ts";
import { comparedRun } from "../../support/compared-runs.ts";

it("tells an application of one's own from the built-in workload and from another", () => {
  const runOf = (wanted: number) =>
    factsOf(
      comparedRun([], 0, {
        application: {
          namespace: "kind-chaos-x",
          begin: [{ kind: "Deployment", name: "web", wanted, ready: wanted }],
          end: null,
          advice: [],
        },
      }),
    );
  expect(runOf(3).application).toBe("Deployment web of 3");
  expect(runOf(2)).not.toEqual(runOf(3));
  expect(factsOf(comparedRun([]))).not.toHaveProperty("application");
});
