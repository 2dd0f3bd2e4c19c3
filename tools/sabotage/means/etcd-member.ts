import type { Engine } from "../../../src/host/engine.ts";
import type { TakeBack } from "../sabotage.ts";
import { inNode } from "./in-node.ts";

const manifest = "/etc/kubernetes/manifests/etcd.yaml";

/** Takes the etcd member of a node down, which stays so until that is taken back. */
export async function memberDown(engine: Engine, node: string): Promise<TakeBack> {
  await inNode(engine, node, 'mv "$1" /root/ && pkill -9 -x etcd', manifest);
  return async () => void (await inNode(engine, node, 'mv /root/etcd.yaml "$1"', manifest));
}
