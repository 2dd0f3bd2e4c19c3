import type { UndoState } from "../journal/undo-log.ts";
import { type Action, describeAction } from "../model/action.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/**
 * Lets every container of a cluster go on that is frozen, and starts every one that does not run, at the address that it
 * has, or that the cluster's undo log remembers: nothing else can be looked at or mended while they rest.
 */
export async function wakeNodes(
  engine: HealingEngine,
  cluster: Cluster,
  { begun }: Pick<UndoState, "begun">,
  dryRun: boolean,
): Promise<Found[]> {
  const known = begun.flatMap((undo) => undo.cluster.nodes);
  const all = cluster.nodes.map((node) => wake(engine, cluster, { ...node, address: addressOf(node, known) }, dryRun));
  return (await Promise.all(all)).flat();
}

async function wake(engine: HealingEngine, { network }: Cluster, node: Node, dryRun: boolean): Promise<Found[]> {
  const { name, address } = node;
  try {
    const { running, paused } = await engine.inspect(name);
    if (running && !paused) return [];
    const action: Action = paused ? { do: "unpause", node: name } : { do: "start", node: name, network, address };
    const what = `${node.short}: ${paused ? "a frozen container" : "a stopped container"}`;
    return [await carriedOut(engine, what, action, dryRun)];
  } catch (error) {
    return [{ what: `${node.short}: its container`, done: messageOf(error), ok: false }];
  }
}

async function carriedOut(engine: HealingEngine, what: string, action: Action, dryRun: boolean): Promise<Found> {
  const command = describeAction(action);
  if (dryRun) return { what, done: command, ok: true };
  try {
    await engine.act(action);
    return { what, done: command, ok: true };
  } catch (error) {
    return { what, done: `${messageOf(error)}; by hand: ${command}`, ok: false };
  }
}

/** The address that the engine knows; else the one that the very container had when something was broken last. */
function addressOf({ address, containerId }: Node, known: readonly Node[]): string {
  return address || (known.findLast((node) => node.containerId === containerId)?.address ?? "");
}
