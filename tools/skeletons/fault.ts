import type { Skeleton } from "../skeleton.ts";

/** A fault that puts a file on a node while it is held. */
export default {
  files: ({ name, identifier, words }) => ({
    [`src/faults/${name}.ts`]: `import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { CommandLook } from "../model/leftover.ts";
import type { TargetSpec } from "../model/target.ts";
import { isLeft } from "../node-tools/leftovers.ts";

/** What the injection makes on a node, and the undo removes. */
const trace = "/run/kind-chaos-${name}";

/** Puts a file on the target until the fault is over. */
export function ${identifier}(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

function traceLook(node: string): CommandLook {
  return { what: \`the file \${trace}\`, node, argv: ["test", "-e", trace], isLeft: ({ exitCode }) => exitCode === 0 };
}

const definition = defineFault({
  name: "${name}",
  summary: "${words}: a file on a node",
  breaks: "Nothing yet: a file is put on the node.",
  fromOutside: "Nothing is seen.",
  evidence: "The file is there.",
  targetRoles: ["control-plane", "worker"],
  sustained: true,
  describe: () => "a file put there",
  capture: async () => ({}),
  inject: ({ node }) => [{ do: "exec", node: node.name, argv: ["touch", trace] }],
  undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["rm", "-f", trace] }],
  active: async (runtime, { node }) => {
    const there = await isLeft(runtime, traceLook(node.name));
    return { proven: there, detail: there ? "the file is there" : "the file is not there" };
  },
  healed: async (runtime, { node }) => {
    const there = await isLeft(runtime, traceLook(node.name));
    return { proven: !there, detail: there ? "the file is still there" : "the file is gone" };
  },
  leftovers: ({ node }) => [traceLook(node.name)],
});

export default definition;
`,
    [`test/unit/faults/${name}.test.ts`]: `import { describe, expect, it } from "vitest";
import fault from "../../../src/faults/${name}.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const trace = "/run/kind-chaos-${name}";

describe("${name}", () => {
  it("takes back what it does", () => {
    expect(fault.inject(at, {}, {})).toMatchObject([{ argv: ["touch", trace] }]);
    expect(fault.undo(at, {}, {})).toMatchObject([{ argv: ["rm", "-f", trace] }]);
  });

  it.each([
    [0, true],
    [1, false],
  ])("is active where its file is there: %i", async (exitCode, proven) => {
    const runtime = recordingRuntime({ test: { exitCode } });
    expect((await fault.active(runtime, at, {}, {})).proven).toBe(proven);
    expect((await fault.healed(runtime, at, {}, {})).proven).toBe(!proven);
  });
});
`,
  }),
  next: [
    "say what it does, what takes it back and what proves it",
    "inject it in a scenario (npm run new -- scenario <name>): npm run check is red until one does",
  ],
} satisfies Skeleton;
