import { expect, test } from "vitest";
import { wakeNodes } from "../../../src/healing/awake.ts";
import { healingEngine } from "../../support/healing-engine.ts";
import { cluster } from "../../support/recording-runtime.ts";

const forgotten = { ...cluster, nodes: cluster.nodes.map((node) => ({ ...node, address: "" })) };
const start = (short: string, address: string) => ({ do: "start", node: `kc-x-${short}`, network: "kc-x", address });

test("what runs is let run", async () => {
  expect(await wakeNodes(healingEngine({}), cluster, false)).toEqual([]);
});

test("what is frozen goes on, what is stopped starts at its address", async () => {
  const states = { "kc-x-worker": { paused: true }, "kc-x-lb": { running: false } };
  const engine = healingEngine({ states, act: () => {} });
  expect(await wakeNodes(engine, cluster, false)).toEqual([
    { what: "worker: a frozen container", done: "docker unpause kc-x-worker", ok: true },
    { what: "lb: a stopped container", done: "docker start kc-x-lb (at 172.30.0.8)", ok: true },
  ]);
  expect(engine.acts.toSorted((a, b) => a.do.localeCompare(b.do))).toEqual([
    start("lb", "172.30.0.8"),
    { do: "unpause", node: "kc-x-worker" },
  ]);
});

test("an address that nobody noted is the engine's, else the node's own, else any; known ones come first", async () => {
  const stopped = { running: false, address: "" };
  const states = {
    "kc-x-worker": { ...stopped, address: "172.30.0.55" },
    "kc-x-worker2": stopped,
    "kc-x-worker3": stopped,
    "kc-x-lb": stopped,
  };
  const files = { "kc-x-worker2:/kind/old-ipv4": "172.30.0.77\n" };
  const engine = healingEngine({ states, files, act: () => {} });
  const nodes = forgotten.nodes.map((node) => (node.short === "worker3" ? { ...node, address: "172.30.0.7" } : node));
  await wakeNodes(engine, { ...cluster, nodes }, false);
  expect(engine.acts[0]).toEqual(start("worker3", "172.30.0.7"));
  expect(engine.acts).toEqual(
    expect.arrayContaining([start("worker", "172.30.0.55"), start("worker2", "172.30.0.77"), start("lb", "")]),
  );
});

test("another who was quicker has done it; what could not be done is said with its command", async () => {
  const states = { "kc-x-worker": { paused: true }, "kc-x-lb": { running: false } };
  const engine = healingEngine({
    states,
    act: ({ node, ...action }, now) => {
      if (action.do === "unpause") now[node] = {};
      throw new Error(`${node}: refused`);
    },
  });
  expect(await wakeNodes(engine, cluster, false)).toEqual([
    { what: "worker: a frozen container", done: "docker unpause kc-x-worker", ok: true },
    {
      what: "lb: a stopped container",
      done: "kc-x-lb: refused; by hand: docker start kc-x-lb (at 172.30.0.8)",
      ok: false,
    },
  ]);
});

test("nothing is done when it is asked what would be", async () => {
  const engine = healingEngine({ states: { "kc-x-worker": { paused: true } } });
  expect(await wakeNodes(engine, cluster, true)).toMatchObject([{ ok: true }]);
  expect(engine.acts).toEqual([]);
});
