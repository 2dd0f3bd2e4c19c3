import { expect, test } from "vitest";
import { describeUpgradeLook } from "../../../src/live/upgrade-line.ts";
import { controlPlaneLook, lookAt, nodeLook } from "../../support/upgrade-looks.ts";

const line = (...[at, over, previousAt]: Parameters<typeof lookAt>) =>
  describeUpgradeLook(lookAt(at, over, previousAt));

test("the first look is told in short, with what is not whole", () => {
  const nodes = [nodeLook("a"), nodeLook("b", { kubelet: "v1.35.0", cordoned: true })];
  expect(line(1_000, { nodes }, null)).toBe("upgrade: 2 nodes, kubelets v1.35.0, v1.36.4; node b: v1.35.0, cordoned");
});

test("later ones are told by what is new in them", () => {
  const components = [{ name: "etcd", version: "3.7.0", ready: false }];
  expect(line(1_000, { nodes: [controlPlaneLook("a", { ready: false, components })], gone: ["b"] })).toBe(
    "upgrade: node a: v1.36.4, NotReady, etcd not Ready; b is gone",
  );
  const hindrance = { check: "budgets", subject: "PodDisruptionBudget a/b", evidence: "1 of 1", why: "" };
  expect(line(1_000, { part: "hindrances", hindrances: [hindrance] })).toBe(
    "upgrade: against the next step: PodDisruptionBudget a/b: 1 of 1",
  );
  expect(line(1_000, { unread: [{ what: "nodes", why: "refused" }] })).toBe("upgrade: not read: nodes: refused");
  expect(line(1_000, { unread: [] })).toBeUndefined();
});

test("many are counted", () => {
  const nodes = Array.from({ length: 9 }, (_, index) => nodeLook(`n${index}`));
  expect(line(1_000, { nodes })).toMatch(/node n4: v1.36.4 and 4 more$/);
});
