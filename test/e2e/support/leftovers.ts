import { findNodes } from "../../../src/cluster/nodes.ts";
import type { Engine } from "../../../src/host/engine.ts";
import { checkedRuntime } from "../../../src/node-tools/checked-runtime.ts";
import { leftoversOf, looksOf } from "../../../src/node-tools/leftovers.ts";
import { loadFault, namesOf } from "../../../src/scenario/catalogue.ts";

/** What faults left on the nodes of a cluster of ours, "node: what"; of all faults where none are named. */
export async function leftovers(engine: Engine, name: string, faults = namesOf("fault")): Promise<string[]> {
  const nodes = await findNodes(engine, name, name);
  const unknown = { topology: "", profile: "", kubernetes: "", kind: "", nodeImage: "" };
  const definitions = await Promise.all(faults.map(loadFault));
  const cluster = { name, network: name, ...unknown, nodes };
  const left = await leftoversOf(looksOf(cluster, definitions, []), checkedRuntime(engine, cluster));
  return left.map(({ node, what }) => `${node}: ${what}`);
}
