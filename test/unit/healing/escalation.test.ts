import { expect, it } from "vitest";
import { nextStage, type Stuck, takeBackForGood } from "../../../src/healing/escalation.ts";
import { proveHealed } from "../../../src/healing/take-back.ts";
import type { Action } from "../../../src/model/action.ts";
import { PlatformError } from "../../../src/model/errors.ts";
import type { EscalationStage } from "../../../src/model/escalation.ts";
import { defineFault } from "../../../src/model/fault.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { inFakeTime } from "../../support/fake-time.ts";
import { cluster, context, stateOf } from "../../support/recording-runtime.ts";

const order: readonly (readonly [string, Stuck, EscalationStage | undefined])[] = [
  ["the undo once more", { tried: [], reachable: true, mayRecreate: true }, "again"],
  ["also while no engine answers", { tried: [], reachable: false, mayRecreate: false }, "again"],
  ["a restart", { tried: ["again"], reachable: true, mayRecreate: false }, "restart-node"],
  ["no restart of what cannot be asked", { tried: ["again"], reachable: false, mayRecreate: true }, undefined],
  ["a new cluster", { tried: ["again", "restart-node"], reachable: true, mayRecreate: true }, "recreate-cluster"],
  [
    "never in the place of a kept one",
    { tried: ["again", "restart-node"], reachable: true, mayRecreate: false },
    undefined,
  ],
  ["nothing", { tried: ["again", "restart-node", "recreate-cluster"], reachable: true, mayRecreate: true }, undefined],
];

it.each(order)("what follows is %s", (_, stuck, stage) => {
  expect(nextStage(stuck)).toBe(stage);
});

/** A fault on two nodes; the second node's undo works when `mends` says so of what was done before. */
function world(mends: (done: readonly string[]) => boolean, { silent = false, kept = true, engineAnew = false } = {}) {
  const done: string[] = [];
  const told: string[] = [];
  let mended = false;
  const engine = {
    act: async (action: Action) => {
      if (action.do === "exec" && action.node === "kc-x-worker2") {
        mended = mends(done);
        if (!mended) throw new PlatformError("exec-failed", "mend in kc-x-worker2 ended with 1");
      }
      done.push(action.do === "exec" ? `${action.argv[0]} ${action.node}` : `${action.do} ${action.node}`);
    },
    endStrike: async (node: string, strike: string) => void done.push(`end ${strike} in ${node}`),
    inspect: async (node: string) => {
      if (silent) throw new PlatformError("engine", "no engine");
      const state = stateOf(node);
      if (!engineAnew || !done.some((line) => line.startsWith("mend"))) return state;
      // Each came back at the address of the other, until it was started at its own.
      const other = node.endsWith("2") ? "kc-x-worker" : "kc-x-worker2";
      const address = done.includes(`start ${node}`) ? state.address : stateOf(other).address;
      return { ...state, startedAt: "later", ...(/worker2?$/.test(node) ? { address } : {}) };
    },
    exec: async () => Promise.reject(new Error("nobody said that a command is run")),
    memory: async () => Promise.reject(new Error("nobody said that memory is asked for")),
    outOfMemory: async () => Promise.reject(new Error("nobody said that want of memory is asked for")),
    throttling: async () => Promise.reject(new Error("nobody said that CPU time is asked for")),
    answersTls: async () => Promise.reject(new Error("nobody said that a port is asked")),
  };
  const definition = defineFault({
    name: "wound",
    summary: "",
    breaks: "",
    fromOutside: "",
    evidence: "",
    sustained: true,
    describe: () => "wounded",
    capture: async () => ({}),
    inject: () => [],
    undo: ({ node }) => [{ do: "exec", node: node.name, argv: ["mend"] }],
    active: async () => ({ proven: true, detail: "bleeds" }),
    healed: async (_runtime, { node }) =>
      node.short === "worker" || mended ? { proven: true, detail: "whole" } : { proven: false, detail: "bleeds" },
  });
  const hits = ["worker", "worker2"].map((short) => ({ context: context(short), captured: {} }));
  const runtime = checkedRuntime(engine, cluster);
  const begun = { strike: "first", definition, params: {}, hits, runtime };
  const seen = silent ? [] : hits.map(({ context: { node } }) => runtime.inspect(node.name));
  const healing = Promise.all(seen).then(() =>
    takeBackForGood(engine, begun, {
      timeoutMs: 2_000,
      limits: { againMs: 2_000, restartMs: 4_000 },
      tell: (problem) => void told.push(problem),
      prove: proveHealed,
      onStage: (stage, detail) => {
        done.push(`stage ${stage}`);
        told.push(detail);
      },
      ...(kept ? {} : { recreate: () => void done.push("given up") }),
    }),
  );
  return { healing, done, told };
}

/** What became of a healing whose waiting takes no time. */
async function healed(begin: () => ReturnType<typeof world>) {
  let begun: ReturnType<typeof world> | undefined;
  const evidence = await inFakeTime(() => {
    begun = begin();
    return begun.healing;
  });
  return { evidence, done: begun?.done ?? [], told: begun?.told ?? [] };
}

const stages = (done: readonly string[]) => done.filter((line) => line.startsWith("stage "));

it("a fault that its undo takes back needs nothing else", async () => {
  const { evidence, done } = await healed(() => world(() => true));
  expect(evidence).toEqual({ proven: true, detail: "worker: whole; worker2: whole" });
  expect(done.toSorted()).toEqual(["mend kc-x-worker", "mend kc-x-worker2"]);
});

it("a fault that heals when its undo is tried once more restarts nothing", async () => {
  const { evidence, done } = await healed(() => world((before) => before.includes("stage again")));
  expect(evidence).toEqual({ proven: true, detail: "worker: whole; worker2: whole (escalated: again)" });
  expect(stages(done)).toEqual(["stage again"]);
});

it("after a restart of the engine all containers get their own addresses, before the undo is tried once more", async () => {
  const { done, told } = await healed(() => world((before) => before.includes("stage again"), { engineAnew: true }));
  expect(stages(done)).toEqual(["stage again"]);
  expect(done.slice(done.indexOf("stage again") + 1)).toEqual([
    "stop kc-x-worker",
    "stop kc-x-worker2",
    "start kc-x-worker",
    "start kc-x-worker2",
    "mend kc-x-worker",
    "mend kc-x-worker2",
  ]);
  expect(told).toContainEqual(expect.stringMatching(/^worker: the address 172\.30\.0\.\d+ in the place of its own/));
});

it("a fault that heals only after its node was restarted has that node restarted, and no other", async () => {
  const { evidence, done, told } = await healed(() => world((before) => before.includes("start kc-x-worker2")));
  expect(evidence).toEqual({ proven: true, detail: "whole (escalated: again, restart-node)" });
  expect(stages(done)).toEqual(["stage again", "stage restart-node"]);
  expect(done.slice(done.indexOf("stage restart-node"))).toEqual([
    "stage restart-node",
    "unpause kc-x-worker2",
    "stop kc-x-worker2",
    "start kc-x-worker2",
    "mend kc-x-worker2",
  ]);
  expect(told).toContainEqual(expect.stringMatching(/^restarting worker2, because it is not seen to be gone: .*mend/));
});

it("a fault that never heals on a kept cluster stays open, and nothing is given up", async () => {
  const { evidence, done } = await healed(() => world(() => false));
  expect(evidence).toMatchObject({ proven: false, detail: expect.stringContaining("worker2 could not be healed") });
  expect(stages(done)).toEqual(["stage again", "stage restart-node"]);
});

it("a fault that never heals gives up a cluster that is not kept, last", async () => {
  const { evidence, done } = await healed(() => world(() => false, { kept: false }));
  expect(evidence.proven).toBe(false);
  expect(stages(done)).toEqual(["stage again", "stage restart-node", "stage recreate-cluster"]);
  expect(done.at(-1)).toBe("given up");
});

it("where no engine answers nothing is restarted or given up: it is not the fault that does not heal", async () => {
  const { evidence, done } = await healed(() => world(() => false, { kept: false, silent: true }));
  expect(evidence.proven).toBe(false);
  expect(stages(done)).toEqual(["stage again"]);
});
