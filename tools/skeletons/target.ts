import { camelCase, type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/targets/roles/<name>.ts and its test",
  files: (name) => [
    { file: `src/targets/roles/${name}.ts`, text: source(name) },
    { file: `test/unit/targets/roles/${name}.test.ts`, text: test(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import { workers } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "${name}",
  summary: "${words(name)}: the last worker in the order of their names",
  describe: () => "${words(name)}",
  missing: (_, shape) => (shape.workers > 0 ? undefined : \`\${shape.name} has no worker\`),
  nodeRoles: () => ["worker"],
  resolve: (_, cluster) => foundOr([workers(cluster).at(-1)], "there is no worker"),
});
export default target;

/** Says here in a sentence which nodes are meant. */
export function ${camelCase(name)}(): TargetSpec {
  return { role: target.role };
}
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import target, { ${camelCase(name)} } from "../../../../src/targets/roles/${name}.ts";
import { resolved, shapeOf } from "../../../support/target-roles.ts";

it("is the last worker", async () => {
  expect(await resolved(${camelCase(name)}())).toEqual(["worker3"]);
});

it("can be had where there is a worker", () => {
  expect(target.missing({}, shapeOf(1))).toBeUndefined();
  expect(target.missing({}, { ...shapeOf(1), workers: 0 })).toBe("x has no worker");
});
`;
}
