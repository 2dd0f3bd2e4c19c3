import { describe, expect, test } from "vitest";
import { z } from "zod";
import { applicationLooks } from "../../src/apps/leftovers.ts";
import { Engine } from "../../src/host/engine.ts";
import type { Action } from "../../src/model/action.ts";
import type { Cluster } from "../../src/model/cluster.ts";
import type { Captured, FaultContext, FaultDefinition } from "../../src/model/fault.ts";
import type { Look } from "../../src/model/leftover.ts";
import type { Params } from "../../src/model/params.ts";
import type { ProcedureDefinition } from "../../src/model/procedure.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { strikesLook } from "../../src/node-tools/strikes.ts";
import { runningWords } from "../../src/runner/observe/containers.ts";
import { loadFault, loadProcedure, namesOf } from "../../src/scenario/catalogue.ts";
import { capturedExamples } from "../support/captured-examples.ts";
import { exampleParams } from "../support/example-params.ts";
import { askedFor, cluster as innocent, ranOn, stateOf } from "../support/recording-runtime.ts";

/*
 * No shell is given a text made of input: whatever parameters, nodes and a log say, the scripts are the same to the byte,
 * and all that varies stands after them. This test knows no fault and no procedure.
 */
const bad = "x'; touch /x; $(id) `id` \" || \\";

/** The same cluster, but names and addresses are what nobody should give a shell. */
const hostile: Cluster = {
  ...innocent,
  network: bad,
  nodes: innocent.nodes.map((node) => ({ ...node, name: `${node.name}${bad}`, address: bad })),
};

/** The words after "-c" of every shell in these commands. */
function scriptsIn(commands: readonly (readonly string[])[]): string[] {
  return commands.flatMap((argv) =>
    argv.flatMap((word, index) =>
      /(^|\/)(ba|da)?sh$/.test(word) && argv[index + 1] === "-c" ? [argv[index + 2] ?? ""] : [],
    ),
  );
}

function commandsOf(actions: readonly Action[]): string[][] {
  return actions.flatMap((action) => (action.do === "exec" ? [action.argv] : []));
}

function commandsOfLooks(looks: readonly Look[]): string[][] {
  return looks.flatMap((look) => [...("argv" in look ? [[...look.argv]] : []), ...commandsOf(look.mend)]);
}

/** All commands of looks that are taken, with answers of many kinds, so that later looks are reached too. */
async function commandsAsked(cluster: Cluster, ask: (runtime: ReturnType<typeof checkedRuntime>) => Promise<unknown>) {
  const commands: string[][] = [];
  const texts = ["", "none", "4711 7 S\n", "cluster_modified: 3", "10.244.3.0/24", "10.244.3.7 \n", "1000000"];
  for (const stdout of texts)
    for (const exitCode of [0, 1]) {
      const containers = {
        exec: async (node: string, argv: readonly string[]) => {
          const look = askedFor(argv);
          commands.push(look?.own ?? [...argv]);
          return ranOn(node, look?.mark ?? "", { exitCode, stdout, stderr: "refused" });
        },
        inspect: async (name: string) => {
          const node = cluster.nodes.find((one) => one.name === name);
          return { ...stateOf(name), id: node?.containerId ?? "", hostname: name };
        },
        memory: async () => ({ usedBytes: 200_000_000, reclaimableBytes: 90_000_000 }),
        outOfMemory: async () => ({ at: "1", times: 1 }),
        throttling: async () => ({ throttledPeriods: 9, throttledMs: 9_000 }),
        answersTls: async () => false,
      };
      // What the looks come to is not the question here.
      await ask(checkedRuntime(containers, cluster)).catch(() => undefined);
    }
  return commands;
}

function somewhere(cluster: Cluster, roles: readonly string[]): FaultContext {
  const targets = cluster.nodes.filter(({ role }) => role === roles[0]).slice(0, 2);
  const [node] = targets;
  if (node === undefined) throw new Error("no such node");
  return { node, targets, cluster };
}

async function scriptsOfFault(fault: FaultDefinition, cluster: Cluster, params: Params, captured: Captured) {
  const where = somewhere(cluster, fault.targetRoles);
  const asked = await commandsAsked(cluster, async (runtime) => {
    for (const look of [fault.capture, fault.active, fault.healed])
      await look(runtime, where, params, captured).catch(() => undefined);
  });
  const own = commandsOf([...fault.inject(where, params, captured), ...fault.undo(where, params, captured)]);
  return scriptsIn([...own, ...commandsOfLooks(fault.leftovers(where)), ...asked]);
}

/** Parameters that differ from these in one: with other numbers, and with each other word that is taken. */
function others(schema: z.ZodType, params: Params, add: number): Params[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as {
    properties?: Record<string, { enum?: string[] }>;
  };
  const changed = Object.entries(params).flatMap(([name, value]) => {
    const values =
      typeof value === "number"
        ? [value + add]
        : typeof value === "boolean"
          ? [!value]
          : [bad, ...(properties[name]?.enum ?? [])];
    return values.map((other) => ({ ...params, [name]: other }));
  });
  return [params, ...changed].filter((one) => schema.safeParse(one).success);
}

function looksOfProcedure({ brokenOff, leftovers }: ProcedureDefinition, cluster: Cluster): Look[] {
  return [...(brokenOff?.(cluster) ?? []), ...leftovers(cluster)];
}

const sorted = (scripts: Iterable<string>) => [...new Set(scripts)].toSorted();

describe.each(namesOf("fault"))("fault %s", (name) => {
  test("gives no shell a text made of input", async () => {
    const fault = await loadFault(name);
    const every = async (cluster: Cluster, captured: Captured, add: number) => {
      const scripts: string[] = [];
      for (const params of others(fault.params, exampleParams(fault.params), add))
        scripts.push(...(await scriptsOfFault(fault, cluster, params, captured)));
      return sorted(scripts);
    };
    const isNode = (value: string) => innocent.nodes.some((node) => node.name === value);
    const hostileCaptured = Object.fromEntries(
      Object.entries(capturedExamples).map(([key, value]) => [key, isNode(value) ? `${value}${bad}` : bad]),
    );
    const scripts = await every(innocent, capturedExamples, 1);
    expect(await every(hostile, hostileCaptured, 2)).toEqual(scripts);
    for (const script of scripts) expect(script).not.toMatch(/kc-x-|172\.30\.|touch \/x/);
    // Each word of a choice comes after the script, too: there are no more scripts for more choices.
    const one = sorted(await scriptsOfFault(fault, innocent, exampleParams(fault.params), capturedExamples));
    for (const params of others(fault.params, exampleParams(fault.params), 1))
      if (!Object.values(params).includes(0))
        expect(one).toEqual(expect.arrayContaining(await scriptsOfFault(fault, innocent, params, capturedExamples)));
  });

  test("refuses what a log says, where its commands would have it", async () => {
    const fault = await loadFault(name);
    const where = somewhere(innocent, fault.targetRoles);
    const params = exampleParams(fault.params);
    const shape = Object.keys((fault.captured as z.ZodObject).shape);
    const captured = Object.fromEntries(shape.map((key) => [key, capturedExamples[key] ?? ""]));
    expect(fault.captured.safeParse(captured).success).toBe(true);
    expect(fault.captured.safeParse({ ...captured, colour: "red" }).success).toBe(false);
    expect(fault.captured.safeParse({}).success).toBe(shape.length === 0);
    for (const key of shape) {
      const said = { ...captured, [key]: bad };
      const words = commandsOf([...fault.inject(where, params, said), ...fault.undo(where, params, said)]).flat();
      const isUsed = words.some((word) => word.includes(bad));
      if (isUsed) expect(fault.captured.safeParse(said).success, key).toBe(false);
    }
  });
});

describe.each(namesOf("procedure"))("procedure %s", (name) => {
  test("gives no shell a text made of input", async () => {
    const procedure = await loadProcedure(name);
    const scriptsOf = async (cluster: Cluster, params: Params) => {
      const { node, targets } = somewhere(cluster, ["control-plane"]);
      const own = { cluster, namespace: cluster === hostile ? bad : "own" };
      // Work on a whole cluster has one target.
      const where = { ...own, node, targets: targets.slice(0, 1) };
      const asked = await commandsAsked(cluster, (runtime) => procedure.done(runtime, where, params));
      const actions = commandsOf(procedure.actions(where, params));
      return sorted(scriptsIn([...actions, ...commandsOfLooks(looksOfProcedure(procedure, cluster)), ...asked]));
    };
    const params = exampleParams(procedure.params);
    const scripts = await scriptsOf(innocent, params);
    for (const other of others(procedure.params, params, 1)) expect(await scriptsOf(hostile, other)).toEqual(scripts);
  });

  test("leaves what a look shows, and a mend takes away, on nodes of the cluster only", async () => {
    const names = innocent.nodes.map((node) => node.name);
    for (const { node, mend } of looksOfProcedure(await loadProcedure(name), innocent)) {
      expect(names).toContain(node);
      expect(mend).not.toEqual([]);
      for (const action of mend) expect(names).toContain(action.node);
    }
  });
});

test("the frame and the applications give no shell a text made of input", () => {
  const scriptsOf = (cluster: Cluster, namespace: string) => {
    const [node] = cluster.nodes;
    const looks = [...applicationLooks(cluster), strikesLook(node?.name ?? "")];
    return sorted(scriptsIn([...commandsOfLooks(looks), runningWords(namespace)]));
  };
  expect(scriptsOf(hostile, bad)).toEqual(scriptsOf(innocent, "own"));
  expect(scriptsOf(innocent, "own")).toHaveLength(4);
});

test.each([
  { do: "explode", node: "kc-x-worker" },
  { do: "exec", node: "kc-x-worker", argv: "sh -c id" },
  { do: "start", node: "kc-x-worker" },
  { do: "kill", node: "kc-x-worker", all: true },
  {},
])("an action that is not known is refused, whatever asks for it: %j", async (action) => {
  const engine = new Engine(() => {
    throw new Error("no engine may be asked");
  });
  await expect(engine.act(action as never)).rejects.toThrow(/no action that is known/);
});
