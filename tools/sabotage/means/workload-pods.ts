import type { Engine } from "../../../src/host/engine.ts";
import { workloadName } from "../../../src/model/workload.ts";
import { kubectl } from "./in-node.ts";

/** A replica of the run's application. */
export interface Replica {
  readonly name: string;
  readonly namespace: string;
  readonly node: string;
}

/** The replicas of the run's application, wherever they are. */
export async function workloadPods(engine: Engine, cluster: string): Promise<Replica[]> {
  const found = await kubectl(engine, cluster, ["get", "pods", "-A", "-l", `app=${workloadName}`, "-o", "json"]);
  const { items } = JSON.parse(found) as {
    items: { metadata: { name: string; namespace: string }; spec: { nodeName?: string } }[];
  };
  return items.map(({ metadata: { name, namespace }, spec: { nodeName = "" } }) => ({
    name,
    namespace,
    node: nodeName,
  }));
}

/** The replica on a node, by the end of that node's name ("worker2"); throws where there is none. */
export async function replicaOn(engine: Engine, cluster: string, node: string): Promise<Replica> {
  const replica = (await workloadPods(engine, cluster)).find((one) => one.node === `${cluster}-${node}`);
  if (replica === undefined) throw new Error(`no replica on ${node}`);
  return replica;
}
