import { afterAll, beforeAll, expect, it } from "vitest";
import { takeBackForGood } from "../../../src/healing/escalation.ts";
import { proveHealed } from "../../../src/healing/take-back.ts";
import { Engine } from "../../../src/host/engine.ts";
import type { EscalationStage } from "../../../src/model/escalation.ts";
import { defineFault } from "../../../src/model/fault.ts";
import type { ExecResult } from "../../../src/model/node-runtime.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { type PlainCluster, plainCluster } from "../../support/plain-cluster.ts";

const engine = new Engine();
const limits = { againMs: 2_000, restartMs: 6_000 };
let plain: PlainCluster;

beforeAll(async () => {
  plain = await plainCluster(engine, ["worker"]);
});
afterAll(() => plain[Symbol.asyncDispose]());

/** A file on a node that only a condition of the node lets go away: the undo fails as long as the condition does. */
function stubborn(condition: string) {
  return defineFault({
    name: "stubborn",
    summary: "",
    breaks: "",
    fromOutside: "",
    evidence: "",
    sustained: true,
    describe: () => "stubborn",
    capture: async () => ({}),
    inject: ({ node }) => [{ do: "exec", node: node.name, argv: ["touch", "/root/wound"] }],
    undo: ({ node }) => [
      { do: "exec", node: node.name, argv: ["sh", "-c", `if ${condition}; then rm -f /root/wound; else false; fi`] },
    ],
    active: async () => ({ proven: true, detail: "wounded" }),
    healed: async (runtime, { node }) => {
      const { exitCode } = await runtime.look(node.name, ["test", "-e", "/root/wound"], { exits: [0, 1] });
      return { proven: exitCode === 1, detail: exitCode === 1 ? "no wound" : "wounded" };
    },
    leftovers: ({ node }) => [
      {
        what: "a wound",
        node: node.name,
        argv: ["ls", "/root"],
        isLeft: ({ stdout }: ExecResult) => stdout.includes("wound"),
        mend: [],
      },
    ],
  });
}

async function healed(condition: string, recreate?: () => void, againMs = limits.againMs) {
  const { cluster } = plain;
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error("the plain cluster has no node");
  const definition = stubborn(condition);
  const context = { node, targets: [node], cluster };
  for (const action of definition.inject(context, {}, {})) await engine.act(action);
  const stages: EscalationStage[] = [];
  const before = await engine.inspect(node.name);
  const hits = [{ context, captured: {} }];
  const evidence = await takeBackForGood(
    engine,
    { strike: crypto.randomUUID(), definition, params: {}, hits, runtime: checkedRuntime(engine, cluster) },
    {
      timeoutMs: 1_000,
      limits: { ...limits, againMs },
      tell: () => {},
      prove: proveHealed,
      onStage: (stage) => void stages.push(stage),
      ...(recreate === undefined ? {} : { recreate }),
    },
  );
  const after = await engine.inspect(node.name);
  const restarted = before.startedAt !== after.startedAt;
  return { evidence, stages, restarted, sameAddress: before.address === after.address };
}

/** Holds in a real container from some tries on, which are counted there. */
const fromTheFifthTry = "n=$(($(cat /root/tries 2>/dev/null || echo 0)+1)); echo $n > /root/tries; [ $n -ge 5 ]";

it("heals a fault whose undo works from the fifth try on without a restart", async () => {
  // Before it come three tries at most; what is left has all the time that a slow machine needs.
  const { evidence, stages, restarted } = await healed(fromTheFifthTry, undefined, 60_000);
  expect(evidence).toEqual({ proven: true, detail: "no wound (escalated: again)" });
  expect(stages).toEqual(["again"]);
  expect(restarted).toBe(false);
});

it("restarts the container, at its own address, where only that helps", async () => {
  const [node] = plain.cluster.nodes;
  await engine.act({ do: "exec", node: node?.name ?? "", argv: ["sh", "-c", "sleep 4711 >/dev/null 2>&1 &"] });
  const { evidence, stages, restarted, sameAddress } = await healed("! pgrep -f '[s]leep 4711' >/dev/null");
  expect(evidence).toEqual({ proven: true, detail: "no wound (escalated: again, restart-node)" });
  expect(stages).toEqual(["again", "restart-node"]);
  expect({ restarted, sameAddress }).toEqual({ restarted: true, sameAddress: true });
});

it("leaves a fault that never heals open, and gives up only a cluster that nobody keeps", async () => {
  const kept = await healed("false");
  expect(kept.evidence.proven).toBe(false);
  expect(kept.stages).toEqual(["again", "restart-node"]);
  let givenUp = 0;
  const other = await healed("false", () => {
    givenUp += 1;
  });
  expect(other.evidence.proven).toBe(false);
  expect(other.stages).toEqual(["again", "restart-node", "recreate-cluster"]);
  expect(givenUp).toBe(1);
});
