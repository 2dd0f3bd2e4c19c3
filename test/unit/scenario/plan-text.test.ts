import { expect, test } from "vitest";
import type { Plan } from "../../../src/scenario/plan.ts";
import { renderPlan } from "../../../src/scenario/plan-text.ts";

const plan: Plan = {
  ...{ version: 1, scenario: "baseline", summary: "nothing", topology: "own", profile: "fast", kubernetes: "1.37.2" },
  ...{ kindConfig: "kind: Cluster\n", steps: [], lanes: [], guarantees: [], limitsSource: "defaults", quarantine: [] },
  etcd: { kind: "stacked", members: 3, quorum: 2, tolerates: 1 },
  expectedDurationMs: { fresh: 1_000, reuse: 1_000 },
};
const long = `+      - { containerPort: 30053, hostPort: 0, listenAddress: 127.0.0.1, protocol: UDP }`;

test("what kind gets beside a person's file is shown as it is, in a terminal of any width", () => {
  expect(renderPlan(plan, 40, false)).not.toContain("beside the file");
  const text = renderPlan({ ...plan, difference: `--- own.yaml\n${long}\n` }, 40, false);
  expect(text).toContain(`What kind gets, beside the file\n\n--- own.yaml\n${long}\n`);
  expect(text).not.toContain("kind: Cluster");
  expect(renderPlan({ ...plan, difference: "" }, 40, true)).toMatch(
    /as it is\.\n\nThe configuration .*kind: Cluster\n$/s,
  );
});

test("timings that a profile replaces and the script that is run are told", () => {
  const afterCreate = { script: "./network.sh", sha256: "ab" };
  const text = renderPlan({ ...plan, replacedTimings: ["heartbeat-interval"], afterCreate }, 100, false);
  expect(text).toMatch(
    /Replaced, as asked for: heartbeat-interval\nRun once the cluster stands: .\/network.sh \(sha256 ab\)/,
  );
});
