import { camelCase, type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/faults/<name>.ts, its test, and a scenario that injects it: every fault is run for real",
  files: (name) => [
    { file: `src/faults/${name}.ts`, text: source(name) },
    { file: `test/unit/faults/${name}.test.ts`, text: test(name) },
    { file: `scenarios/${name}.ts`, text: scenario(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import { defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { TargetSpec } from "../model/target.ts";
import { capturedContainer } from "../node-tools/captured.ts";
import { captureContainer, containerGoesOn, containerPaused, frozenLook, letGoOn } from "../node-tools/container.ts";

/** Does to the target what ${words(name)} means, until the fault is over. */
export function ${camelCase(name)}(on: TargetSpec): FaultSpec {
  return faultOn(definition, on, {});
}

const definition = defineFault({
  name: "${name}",
  summary: "${words(name)}: a node, frozen",
  breaks: "Say here what is broken, and how.",
  fromOutside: "Say here what others see of it, while it lasts and afterwards.",
  evidence: "Say here what proves from outside that it is active, and that it is gone.",
  sustained: true,
  describe: () => "${words(name)}",
  capture: captureContainer,
  captured: capturedContainer,
  inject: ({ node }) => [{ do: "pause", node: node.name }],
  undo: (context, _params, captured) => [letGoOn(context, captured)],
  active: (runtime, context, _params, captured) => containerPaused(runtime, context, captured),
  healed: (runtime, context, _params, captured) => containerGoesOn(runtime, context, captured),
  leftovers: (context) => [frozenLook(context)],
});

export default definition;
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import fault from "../../../src/faults/${name}.ts";
import { context, recordingRuntime } from "../../support/recording-runtime.ts";

const at = context("worker");
const captured = { startedAt: "2026-11-23T10:00:00Z" };

it("is undone by what is the opposite of its injection", () => {
  expect(fault.inject(at, {}, captured)).toEqual([{ do: "pause", node: at.node.name }]);
  expect(fault.undo(at, {}, captured)).toEqual([{ do: "unpause", node: at.node.name, since: captured.startedAt }]);
});

it.each([
  ["frozen", { paused: true }, true],
  ["awake", { paused: false }, false],
])("is seen from outside: active on a node that is %s, or gone", async (_, state, active) => {
  expect((await fault.active(recordingRuntime({}, state), at, {}, captured)).proven).toBe(active);
  expect((await fault.healed(recordingRuntime({}, state), at, {}, captured)).proven).toBe(!active);
});
`;
}

function scenario(name: string): string {
  return `import { defineScenario } from "kind-chaos";
import { ${camelCase(name)} } from "kind-chaos/faults/${name}";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { write } from "kind-chaos/operations/write";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary: "Breaks a worker by ${words(name)} for 20 s: say here what must hold.",
  topology: "ha-3cp-3w",
  tags: ["worker"],
  lanes: [write({ connection: "reused" })],
  steps: [warmUp, { inject: ${camelCase(name)}(worker(1)), as: "fault", for: "20s" }, { recover: "120s" }, coolDown],
  guarantees: [recoveredWithin({ during: "fault", limit: "60s" }), noLostWrites()],
});
`;
}
