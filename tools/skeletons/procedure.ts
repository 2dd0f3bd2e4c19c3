import { camelCase, type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/procedures/<name>.ts and its test",
  files: (name) => [
    { file: `src/procedures/${name}.ts`, text: source(name) },
    { file: `test/unit/procedures/${name}.test.ts`, text: test(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import { z } from "zod";
import { defineProcedure, type ProcedureSpec, procedureOn } from "../model/procedure.ts";
import type { TargetSpec } from "../model/target.ts";
import { kubectl, readKubectl } from "../node-tools/kubectl.ts";

const params = z.strictObject({ deployment: z.string().min(1) });

/** Does ${words(name)} to a Deployment of the run's namespace, asked for from the target's own kubectl. */
export function ${camelCase(name)}(deployment: string, from: TargetSpec): ProcedureSpec {
  return procedureOn(definition, from, { deployment });
}

const definition = defineProcedure({
  name: "${name}",
  summary: "${words(name)}: a Deployment in the run's namespace, labelled",
  fromOutside: "Say here what others see of it, and when it is done.",
  params,
  describe: ({ deployment }) => \`Deployment \${deployment} labelled\`,
  actions: ({ node, namespace }, { deployment }) => [
    {
      do: "exec",
      node: node.name,
      argv: kubectl("-n", namespace, "label", \`deployment/\${deployment}\`, "done=yes", "--overwrite"),
    },
  ],
  done: async (runtime, { node, namespace }, { deployment }) => {
    const words = ["-n", namespace, "get", \`deployment/\${deployment}\`, "-o", "jsonpath={.metadata.labels.done}"];
    const label = await readKubectl(runtime, node.name, ...words);
    return { proven: label === "yes", detail: \`the label is "\${label}"\` };
  },
});

export default definition;
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import procedure from "../../../src/procedures/${name}.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const here = { ...context("control-plane2"), namespace: "kind-chaos-x" };
const params = { deployment: "workload" };

it("asks in the run's own namespace", () => {
  const [action] = procedure.actions(here, params);
  expect(action).toMatchObject({ do: "exec", argv: expect.arrayContaining(["-n", "kind-chaos-x", "label"]) });
});

it.each([
  ["yes", true],
  ["", false],
])("is done when the API tells the label: '%s'", async (stdout, proven) => {
  const runtime = recordingRuntime({ kubectl: { stdout } });
  expect((await procedure.done(runtime, here, params)).proven).toBe(proven);
});
`;
}
