import { expect, test } from "vitest";
import { restoreAddresses } from "../../../src/healing/addresses.ts";
import { healingEngine } from "../../support/healing-engine.ts";
import { cluster } from "../../support/recording-runtime.ts";

const { network } = cluster;
const nodes = ["worker", "worker2"].map((short, index) => ({
  short,
  name: `kc-x-${short}`,
  address: `172.30.0.${5 + index}`,
}));
const [worker, worker2] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
const swapped = () => ({ "kc-x-worker": { address: "172.30.0.6" }, "kc-x-worker2": { address: "172.30.0.5" } });

test("what is at its own address, or has none, or of which nobody knows it, is let alone", async () => {
  const states = { "kc-x-worker": { address: "172.30.0.5" }, "kc-x-worker2": { running: false, address: "" } };
  expect(await restoreAddresses(healingEngine({ states }), network, nodes)).toEqual([]);
  const unknown = nodes.map((node) => ({ ...node, address: "" }));
  expect(await restoreAddresses(healingEngine({ states: swapped() }), network, unknown)).toEqual([]);
});

test("all that have another's address are stopped before the first is started at its own", async () => {
  const engine = healingEngine({ states: swapped(), act: () => {} });
  expect(await restoreAddresses(engine, network, nodes)).toEqual([
    {
      what: "worker: the address 172.30.0.6 in the place of its own",
      done: "stopped; docker start kc-x-worker (at 172.30.0.5)",
      ok: true,
    },
    {
      what: "worker2: the address 172.30.0.5 in the place of its own",
      done: "stopped; docker start kc-x-worker2 (at 172.30.0.6)",
      ok: true,
    },
  ]);
  expect(engine.acts.map((action) => `${action.do} ${action.node}`)).toEqual([
    `stop ${worker.name}`,
    `stop ${worker2.name}`,
    `start ${worker.name}`,
    `start ${worker2.name}`,
  ]);
});

test("a frozen one goes on first; what cannot be done is said with its commands, and keeps nobody from the rest", async () => {
  const states = { ...swapped(), "kc-x-worker": { address: "172.30.0.6", paused: true } };
  const engine = healingEngine({
    states,
    act: (action) => {
      if (action.do === "start" && action.node === worker.name) throw new Error("taken");
    },
  });
  const found = await restoreAddresses(engine, network, nodes);
  expect(found.map(({ ok }) => ok)).toEqual([false, true]);
  // It runs again at least.
  expect(engine.acts).toContainEqual({ do: "start", node: worker.name, network, address: "172.30.0.6" });
  expect(found[0]?.done).toBe("taken; by hand: docker stop kc-x-worker; docker start kc-x-worker (at 172.30.0.5)");
  expect(engine.acts[0]).toEqual({ do: "unpause", node: worker.name });
});

test("what another has put back meanwhile is let alone, and a node that nobody can ask keeps none of the others", async () => {
  const looks = new Map<string, number>();
  const engine = healingEngine({ states: swapped(), act: () => {} });
  const asked = async (node: string) => {
    looks.set(node, (looks.get(node) ?? 0) + 1);
    if (node === worker.name) throw new Error("no answer");
    const state = await engine.inspect(node);
    return looks.get(node) === 1 ? state : { ...state, address: worker2.address };
  };
  expect(await restoreAddresses({ ...engine, inspect: asked }, network, nodes)).toMatchObject([
    { what: expect.stringContaining("worker2"), ok: true },
    { what: "worker: its address", done: "no answer", ok: false },
  ]);
  expect(engine.acts.map((action) => action.do)).toEqual(["start"]);
});

test("nothing is touched where it is only to be said what would be done", async () => {
  const engine = healingEngine({ states: swapped() });
  expect(await restoreAddresses(engine, network, nodes, true)).toHaveLength(2);
  expect(engine.acts).toEqual([]);
});
