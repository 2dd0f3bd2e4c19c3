import { describe, expect, test } from "vitest";
import { z } from "zod";
import { actionSchema } from "../../src/model/action.ts";
import type { FaultContext } from "../../src/model/fault.ts";
import type { ContainerState, ExecResult, NodeRuntime } from "../../src/model/node-runtime.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { loadFault, namesOf } from "../../src/scenario/catalogue.ts";
import { injectedFaults } from "../support/injected-faults.ts";
import { askedFor, cluster, context, ranOn, stateOf } from "../support/recording-runtime.ts";
import { hasUnitTest } from "../support/unit-test-file.ts";

const injected = await injectedFaults();

/** Where a fault can work: the first node of a role that it is for, and the next of that role. */
function somewhere(roles: readonly string[]): FaultContext {
  const [first, second] = cluster.nodes.filter(({ role }) => role === roles[0]);
  return context(first?.short ?? "", second === undefined ? [] : [second.short]);
}

const sentence = /^[A-Z].*\.$/s;
/** One word for all commands, one for all containers, one for all ports: as different as nodes can be. */
const worlds = [
  { exitCode: 0, stdout: "" },
  { exitCode: 1, stdout: "" },
  { exitCode: 0, stdout: "4711 1 T\nactive\nTrue KIND-CHAOS" },
].flatMap((result) =>
  [
    { running: true, paused: false },
    { running: true, paused: true },
    { running: false, paused: false },
  ].flatMap((state) => [true, false].map((tls) => ({ result: { ...result, stderr: "" }, state, tls }))),
);

function uniform(result: ExecResult, state: Pick<ContainerState, "running" | "paused">, tls: boolean): NodeRuntime {
  const containers = {
    exec: async (node: string, argv: readonly string[]) => ranOn(node, askedFor(argv)?.mark ?? "", result),
    inspect: async (node: string) => ({ ...stateOf(node), ...state }),
    memory: async () => ({ usedBytes: 200_000_000, reclaimableBytes: 90_000_000 }),
    outOfMemory: async () => ({ at: "1", times: 1 }),
    throttling: async () => ({ throttledPeriods: 9, throttledMs: 9_000 }),
    answersTls: async () => tls,
  };
  return checkedRuntime(containers, cluster);
}

describe.each(namesOf("fault"))("fault %s", (name) => {
  const example = injected.find(({ fault }) => fault === name);

  test("is named like its file, says in words what it is, and has a unit test", async () => {
    const definition = await loadFault(name);
    expect(definition.name).toBe(name);
    expect(definition.summary).toMatch(/^\S.*[^.]$/);
    for (const words of [definition.breaks, definition.fromOutside, definition.evidence])
      expect(words).toMatch(sentence);
    expect(hasUnitTest(`faults/${name}`)).toBe(true);
  });

  test("is injected for real, by a scenario of the library or of the tests", () => {
    expect(example).toBeDefined();
  });

  test("refuses parameters that it does not know", async () => {
    const definition = await loadFault(name);
    expect(definition.params.safeParse(example?.params).success).toBe(true);
    const problems = definition.params.safeParse({ ...example?.params, colour: "red" }).error?.issues ?? [];
    expect(problems).toContainEqual(expect.objectContaining({ code: "unrecognized_keys", keys: ["colour"] }));
  });

  test("has an undo that is data, the same each time, known before anything is captured; and so are its looks and their mends", async () => {
    const definition = await loadFault(name);
    const where = somewhere(definition.targetRoles);
    const undo = definition.undo(where, example?.params ?? {}, {});
    expect(definition.undo(where, example?.params ?? {}, {})).toEqual(undo);
    expect(z.array(actionSchema).parse(JSON.parse(JSON.stringify(undo)))).toEqual(undo);
    if (definition.sustained) expect(undo).not.toEqual([]);
    const looks = definition.leftovers(where);
    expect(looks.length > 0).toBe(undo.length > 0);
    const names = cluster.nodes.map((other) => other.name);
    for (const { what, node, mend } of looks) {
      expect(what).toMatch(/\w/);
      expect(names).toContain(node);
      expect(mend).not.toEqual([]);
      expect(z.array(actionSchema).parse(JSON.parse(JSON.stringify(mend)))).toEqual(mend);
      for (const action of mend) expect(names).toContain(action.node);
    }
  });

  test("is never both active and gone, whatever a node says", async () => {
    const definition = await loadFault(name);
    const where = somewhere(definition.targetRoles);
    for (const { result, state, tls } of worlds) {
      const look = async (which: "active" | "healed") =>
        definition[which](uniform(result, state, tls), where, example?.params ?? {}, {
          startedAt: stateOf(where.node.name).startedAt,
          pid: "1",
          startTime: "1",
          before: "0",
          full: "0",
          throttled: "0",
          from: where.cluster.nodes[0]?.name ?? "",
        }).catch((error: unknown) => ({ proven: false, detail: String(error) }));
      const [active, healed] = [await look("active"), await look("healed")];
      for (const { detail } of [active, healed]) expect(detail).toMatch(/\w/);
      if (definition.sustained) expect(active.proven && healed.proven).toBe(false);
    }
  });
});
