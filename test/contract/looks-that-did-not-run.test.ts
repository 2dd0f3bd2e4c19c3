import { describe, expect, test } from "vitest";
import type { Evidence, FaultContext, FaultSpec } from "../../src/model/fault.ts";
import type { ProcedureSpec } from "../../src/model/procedure.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { isLeft } from "../../src/node-tools/leftovers.ts";
import { loadFault, loadProcedure, namesOf } from "../../src/scenario/catalogue.ts";
import { capturedExamples } from "../support/captured-examples.ts";
import { exampleParams } from "../support/example-params.ts";
import { failingWorlds } from "../support/failing-containers.ts";
import { injectedFaults, performedProcedures } from "../support/injected-faults.ts";
import { cluster, context } from "../support/recording-runtime.ts";

/*
 * A look that did not run proves nothing, either way, whatever a fault or a procedure makes of it: the frame around
 * their files sees to that, and this test knows none of them.
 */
const faults = await injectedFaults();
const procedures = await performedProcedures();

/** Where something is done: the first node of a role that it is for, and the next of that role. */
function somewhere(roles: readonly string[]): FaultContext {
  const [first, second] = cluster.nodes.filter(({ role }) => role === roles[0]);
  return context(first?.short ?? "", second === undefined ? [] : [second.short]);
}

/** Different parameters of a fault or procedure, as scenarios have them. */
function different<Spec extends FaultSpec | ProcedureSpec>(specs: readonly Spec[]): Spec["params"][] {
  return [...new Set(specs.map(({ params }) => JSON.stringify(params)))].map((text) => JSON.parse(text));
}

/** What a look came to in each world in which it could not be taken; empty where it never proved anything. */
async function proofs(look: (runtime: ReturnType<typeof checkedRuntime>) => Promise<Evidence>): Promise<string[]> {
  const proven: string[] = [];
  for (const world of failingWorlds()) {
    const evidence = await look(checkedRuntime(world.containers, cluster)).catch(() => undefined);
    // A container's own state is seen without a command: what rests on that alone may be proven.
    if (evidence?.proven === true && (world.blind || world.asked.length > 0))
      proven.push(`${world.name}: ${evidence.detail}`);
  }
  return proven;
}

describe.each(namesOf("fault"))("fault %s", (name) => {
  const examplesOf = async () => {
    const used = different(faults.filter(({ fault }) => fault === name));
    return used.length > 0 ? used : [exampleParams((await loadFault(name)).params)];
  };

  test.each(["active", "healed"] as const)("is not proven %s by looks that did not run", async (which) => {
    const definition = await loadFault(name);
    const where = somewhere(definition.targetRoles);
    for (const params of await examplesOf())
      expect(await proofs((runtime) => definition[which](runtime, where, params, capturedExamples))).toEqual([]);
  });

  test("is not begun on what could not be looked at", async () => {
    const definition = await loadFault(name);
    const where = somewhere(definition.targetRoles);
    for (const params of await examplesOf()) {
      const begun = async (runtime: ReturnType<typeof checkedRuntime>) => {
        await definition.capture(runtime, where, params);
        return { proven: true, detail: "captured" };
      };
      expect(await proofs(begun)).toEqual([]);
    }
  });

  test("leaves nobody sure that nothing is left where nobody could look", async () => {
    const definition = await loadFault(name);
    for (const look of definition.leftovers(somewhere(definition.targetRoles))) {
      const clean = async (runtime: ReturnType<typeof checkedRuntime>) => ({
        proven: !(await isLeft(runtime, look)),
        detail: look.what,
      });
      expect(await proofs(clean)).toEqual([]);
    }
  });
});

describe.each(namesOf("procedure"))("procedure %s", (name) => {
  test("is not proven done by looks that did not run", async () => {
    const definition = await loadProcedure(name);
    const where = { ...somewhere(["control-plane"]), namespace: "kind-chaos-x" };
    const used = different(procedures.filter(({ procedure }) => procedure === name));
    const examples = used.length > 0 ? used : [exampleParams(definition.params)];
    for (const params of examples)
      expect(await proofs((runtime) => definition.done(runtime, where, params))).toEqual([]);
  });
});
