import { isIPv4 } from "node:net";
import type { Engine } from "../host/engine.ts";
import { type Action, describeAction } from "../model/action.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import { type Place, placeOf } from "../model/node-addresses.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";
import { startingAt } from "./restarting.ts";

/** Where the first program of a node writes the address that it has, before all else. */
const addressFile = "/kind/old-ipv4";

/** What waking needs of an engine. */
export type WakingEngine = HealingEngine & { readonly containers: Pick<Engine["containers"], "file"> };

/**
 * Lets every container of a cluster go on that is frozen, and starts every one that does not run, at the address with
 * which the cluster was made: nothing else can be looked at or mended while they rest. Where nobody knows that address
 * ("") the engine may, which forgets it where it was given none, or the node itself. Those whose address is known come
 * first: another takes the lowest that is free.
 */
export async function wakeNodes(engine: WakingEngine, { network, nodes }: Cluster, dryRun: boolean): Promise<Found[]> {
  const wakeAll = async (some: readonly Node[]) =>
    (await Promise.all(some.map((node) => wakeOne(engine, network, node, dryRun)))).flat();
  const known = await wakeAll(nodes.filter(({ address }) => address !== ""));
  return [...known, ...(await wakeAll(nodes.filter(({ address }) => address === "")))];
}

/** Wakes a node and returns what was found of it, or why it could not be looked at; never throws. */
async function wakeOne(engine: WakingEngine, network: string, node: Node, dryRun: boolean): Promise<Found[]> {
  try {
    return await wake(engine, network, node, dryRun);
  } catch (error) {
    return [{ what: `${node.short}: its container`, done: messageOf(error), ok: false }];
  }
}

async function wake(engine: WakingEngine, network: string, node: Node, dryRun: boolean): Promise<Found[]> {
  const { name, short } = node;
  const state = await engine.inspect(name);
  const { running, paused } = state;
  if (running && !paused) return [];
  const action: Action = paused
    ? { do: "unpause", node: name }
    : startingAt(await ownPlace(engine, node, state), network);
  const what = `${short}: ${paused ? "a frozen container" : "a stopped container"}`;
  const command = describeAction(action);
  if (dryRun) return [{ what, done: command, ok: true }];
  try {
    await engine.act(action);
  } catch (error) {
    // Another who heals the same may have been quicker.
    const after = await engine.inspect(name);
    if (!after.running || after.paused) return [{ what, done: `${messageOf(error)}; by hand: ${command}`, ok: false }];
  }
  return [{ what, done: command, ok: true }];
}

/** Where a node that is down belongs, by whoever knows it: the cluster's notes, the engine, the node itself. */
async function ownPlace(
  engine: WakingEngine,
  { name, ...node }: Node,
  state: Place,
): Promise<Pick<Node, "name"> & Place> {
  const address = node.address || state.address || (await writtenAddress(engine, name));
  const address6 = node.address6 ?? state.address6;
  return { name, ...placeOf({ address, address6 }) };
}

/** The address that a node has written down itself; "" where it has not, as a load balancer. */
async function writtenAddress(engine: WakingEngine, name: string): Promise<string> {
  const written = await engine.containers.file(name, addressFile).catch(() => "");
  return isIPv4(written.trim()) ? written.trim() : "";
}
