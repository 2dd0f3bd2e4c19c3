import type { Skeleton } from "../skeleton.ts";

/** A role that the first control plane has. */
export default {
  files: ({ name, identifier, words }) => ({
    [`src/targets/roles/${name}.ts`]: `import { controlPlanes } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "${name}",
  summary: "${words}: the first control plane",
  describe: () => "the first control plane",
  resolve: (_params, cluster) => foundOr(controlPlanes(cluster).slice(0, 1), "there is none"),
});
export default target;

/** The first control plane. */
export function ${identifier}(): TargetSpec {
  return { role: target.role };
}
`,
    [`test/unit/targets/roles/${name}.test.ts`]: `import { expect, it } from "vitest";
import target from "../../../../src/targets/roles/${name}.ts";
import { resolved } from "../../../support/target-roles.ts";

it("is the first control plane", async () => {
  expect(await resolved({ role: target.role })).toEqual(["control-plane"]);
});
`,
  }),
  next: ["say which nodes it means, and which topologies lack them"],
} satisfies Skeleton;
