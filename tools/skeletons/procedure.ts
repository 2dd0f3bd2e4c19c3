import type { Skeleton } from "../skeleton.ts";

/** A procedure that puts a file on a node. */
export default {
  files: ({ name, identifier, words }) => ({
    [`src/procedures/${name}.ts`]: `import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";

/** What the work leaves on the node. */
const file = "/run/kind-chaos-${name}";

/** Puts a file on the target. */
export function ${identifier}(on: TargetSpec): ProcedureSpec {
  return procedureOn(definition, on, {});
}

const definition = defineProcedure({
  name: "${name}",
  summary: "${words}: a file put on a node",
  fromOutside: "The file is on the node.",
  describe: () => "a file put on a node",
  actions: ({ node }) => [{ do: "exec", node: node.name, argv: ["touch", file] }],
  done: async (runtime, { node }) => {
    const { exitCode } = await runtime.exec(node.name, ["test", "-e", file]);
    return { proven: exitCode === 0, detail: exitCode === 0 ? "the file is there" : "the file is not there" };
  },
});

export default definition;
`,
    [`test/unit/procedures/${name}.test.ts`]: `import { expect, it } from "vitest";
import procedure from "../../../src/procedures/${name}.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = { ...context("worker"), namespace: "kind-chaos-x" };

it.each([
  [0, true],
  [1, false],
])("is done when its file is there: %i", async (exitCode, proven) => {
  expect(procedure.actions(at, {})).toMatchObject([{ do: "exec", node: at.node.name }]);
  expect((await procedure.done(recordingRuntime({ test: { exitCode } }), at, {})).proven).toBe(proven);
});
`,
  }),
  next: ["say what the work is, and what shows that it was done"],
} satisfies Skeleton;
