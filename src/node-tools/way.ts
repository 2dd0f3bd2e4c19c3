import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Evidence, FaultContext } from "../model/fault.ts";
import { addressesOfNode } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { captureUncut, type Direction, droppedPackets, type Owner, rulesLook, sidesOf } from "./firewall.ts";
import { isLeft } from "./leftovers.ts";
import { sendPackets } from "./packets.ts";
import { type Reach, tryToReach } from "./reach.ts";

/** A port of a node that something always listens on: the kubelet's, etcd's, the load balancer's own. */
function listening(node: Node): number {
  if (node.role === "load-balancer" || node.role === "balancer") return 6_443;
  return node.role === "etcd" ? 2_379 : 10_250;
}

/** It is reached where one of its addresses is: a load balancer of IPv6 alone does not listen on the other one. */
async function reach(runtime: NodeRuntime, from: string, to: Node): Promise<Reach> {
  const tries = addressesOfNode(to).map((address) => tryToReach(runtime, from, address, listening(to)));
  const ways = await Promise.all(tries);
  return ways.find((way) => way === "open") ?? ways.find((way) => way === "refused") ?? "silent";
}

/**
 * Finds the node that will try to reach the target from outside; throws PlatformError "target-down" when it cannot even
 * before, and where rules of this owner are there already.
 */
export async function captureWay(
  runtime: NodeRuntime,
  { node }: FaultContext,
  owner: Owner,
  peers: readonly Node[],
): Promise<Captured> {
  await captureUncut(runtime, node.name, owner);
  const [from] = peers.toSorted((a, b) => Number(a.role === "load-balancer") - Number(b.role === "load-balancer"));
  if (from === undefined)
    throw new PlatformError("target-unfit", `${node.name} has no peers that it could be cut off from`);
  if ((await reach(runtime, from.name, node)) !== "open")
    throw new PlatformError(
      "target-down",
      `${from.short} does not reach ${node.name} already: there is nothing to cut`,
    );
  return { from: from.name };
}

/** Packets of this look are dropped each way, and the peer that reached the target before does not any more. */
export async function wayIsCut(
  runtime: NodeRuntime,
  { node, cluster, targets }: FaultContext,
  owner: Owner,
  direction: Direction,
  captured: Captured,
): Promise<Evidence> {
  const from = captured.from ?? "";
  const peer = cluster.nodes.find(({ name }) => name === from);
  const sides = sidesOf(direction);
  const count = () => Promise.all(sides.map((side) => droppedPackets(runtime, node, owner, side)));
  const before = await count();
  // What comes in is answered by nothing where it is dropped. A load balancer sends of itself, and may have nothing to send with.
  const isSent = direction !== "in" && node.role !== "load-balancer" && peer !== undefined;
  if (isSent) for (const address of addressesOfNode(peer)) await sendPackets(runtime, node.name, address);
  const way = await reach(runtime, from, node);
  const after = await count();
  const counts = sides.map((side, index) => {
    const [packets = 0, earlier = 0] = [after[index], before[index]];
    // What was dropped before says nothing of now; but nothing comes in from who is hit, too, and drops it on its way out.
    const isAsked =
      side === "out" ? isSent || direction === "out" : direction === "in" || !targets.some(({ name }) => name === from);
    const isNow = !isAsked || packets > earlier;
    return { side, packets, isNow };
  });
  const dropped = counts.map(({ side, packets }) => `${packets} packets ${side}`);
  return {
    proven: way === "silent" && counts.every(({ packets, isNow }) => packets > 0 && isNow),
    detail: `${dropped.join(", ")} dropped, ${from} ${way === "silent" ? "does not reach" : "still reaches"} it`,
  };
}

/** No rule is left, and the peer reaches the target again. */
export async function wayIsOpen(
  runtime: NodeRuntime,
  { node }: FaultContext,
  owner: Owner,
  captured: Captured,
): Promise<Evidence> {
  if (await isLeft(runtime, rulesLook(node.name, owner)))
    return { proven: false, detail: "rules that drop packets are still there" };
  const from = captured.from ?? "";
  const reached = (await reach(runtime, from, node)) === "open";
  return { proven: reached, detail: `no rule is left, ${from} ${reached ? "reaches" : "does not reach"} it` };
}
