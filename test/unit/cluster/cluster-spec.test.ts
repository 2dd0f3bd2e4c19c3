import { expect, test } from "vitest";
import { labelsOf } from "../../../src/cluster/cluster-spec.ts";
import { anySpec } from "../../support/clusters-double.ts";

const digestOf = (change: object) => labelsOf({ ...anySpec, ...change })["org.kind-chaos.config"];

test("what a cluster is made of decides whether it is taken again", () => {
  const script = { script: "a.sh", sha256: "abc" };
  const made = [
    {},
    { nodeImage: "other" },
    { kind: "/other/kind" },
    { afterCreate: script },
    { balancerImage: "kind-chaos/balancer:one" },
    { balancerImage: "kind-chaos/balancer:two" },
  ].map(digestOf);
  expect(new Set(made).size).toBe(made.length);
  expect(digestOf({ loadBalancerImage: "other" })).toBe(made[0]);
});
