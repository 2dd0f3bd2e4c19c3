import { expect, test } from "vitest";
import { noteAddresses } from "../../../src/cluster/addresses.ts";
import { healOpenUndos } from "../../../src/healing/open-undos.ts";
import type { Deed } from "../../../src/journal/undo-log.ts";
import { defineFault } from "../../../src/model/fault.ts";
import { ownCache } from "../../support/claimed-cluster.ts";
import { healingEngine } from "../../support/healing-engine.ts";
import { cluster } from "../../support/recording-runtime.ts";
import { undoOf } from "../../support/undo-of.ts";

const fault = defineFault({
  name: "node-pause",
  summary: "",
  breaks: "",
  fromOutside: "",
  evidence: "",
  sustained: true,
  describe: () => "frozen",
  capture: async () => ({}),
  inject: () => [],
  undo: ({ node }) => [{ do: "unpause", node: node.name }],
  active: async () => ({ proven: true, detail: "" }),
  healed: async () => ({ proven: true, detail: "it runs" }),
});

/** Heals undos of a cluster of which one node has another's address; how often the log was read, and what was done. */
async function healed(undos: ReturnType<typeof undoOf>[]) {
  const [first] = cluster.nodes;
  ownCache();
  noteAddresses(cluster.name, cluster.nodes);
  const engine = healingEngine({
    states: { [first?.name ?? ""]: { address: "172.30.0.99" } },
    act: ({ do: what }, states) => {
      if (what === "start") delete states[first?.name ?? ""];
    },
  });
  const deeds: Deed[] = [];
  let reads = 0;
  const read = () => {
    reads++;
    return { open: undos, begun: undos, deeds, problems: [] };
  };
  const log = { fd: 0, intend: () => {}, note: (deed: Deed) => void deeds.push(deed), read, close: () => {} };
  const present = async () => cluster.nodes.map(({ name, containerId: id }) => ({ id, name }));
  const parts = { by: "clean", engine: { only: () => engine }, log, present, loadFault: async () => fault } as const;
  const results = await healOpenUndos({ ...parts, tell: () => {} }, undos);
  return { results, reads, deeds, acts: engine.acts.map((action) => `${action.do} ${action.node}`) };
}

/** An undo of the fault on a node. */
const broken = (id: string, node = "kc-x-control-plane") => ({ ...undoOf(id), hits: [{ node, captured: {} }] });

test("every undo is carried out and noted, with the addresses of the cluster, which are read once", async () => {
  const { results, reads, deeds, acts } = await healed([broken("b"), broken("a")]);
  expect(results.map(({ undo, evidence }) => `${undo.id} ${evidence.proven}`)).toEqual(["b true", "a true"]);
  expect(deeds.map(({ deed }) => deed)).toEqual(["healed", "healed"]);
  const node = "kc-x-control-plane";
  expect(acts).toEqual([`stop ${node}`, `start ${node}`, `unpause ${node}`, `unpause ${node}`]);
  expect(reads).toBe(1);
});

test("what fails keeps nobody from taking back the rest", async () => {
  const { results, deeds } = await healed([broken("b", "kc-x-nobody"), broken("a")]);
  expect(results.map(({ undo, evidence }) => `${undo.id} ${evidence.proven}`)).toEqual(["b false", "a true"]);
  expect(deeds.map(({ deed }) => deed)).toEqual(["not-healed", "healed"]);
});
