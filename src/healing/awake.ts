import { isIPv4 } from "node:net";
import type { Engine } from "../host/engine.ts";
import type { UndoState } from "../journal/undo-log.ts";
import { type Action, describeAction } from "../model/action.ts";
import type { Cluster, Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/** Where the first program of a node writes the address that it has, before all else. */
const addressFile = "/kind/old-ipv4";

/** What waking needs of an engine. */
export type WakingEngine = HealingEngine & { readonly containers: Pick<Engine["containers"], "file"> };

/**
 * Lets every container of a cluster go on that is frozen, and starts every one that does not run, at the address that it
 * had: nothing else can be looked at or mended while they rest. The engine forgets that address where it was given none;
 * then the cluster's undo log may remember it, or the node itself.
 */
export async function wakeNodes(
  engine: WakingEngine,
  { network, nodes }: Cluster,
  { begun }: Pick<UndoState, "begun">,
  dryRun: boolean,
): Promise<Found[]> {
  const known = begun.flatMap((undo) => undo.cluster.nodes);
  const all = nodes.map(async (node): Promise<Found[]> => {
    try {
      return await wake(engine, network, node, known, dryRun);
    } catch (error) {
      return [{ what: `${node.short}: its container`, done: messageOf(error), ok: false }];
    }
  });
  return (await Promise.all(all)).flat();
}

async function wake(
  engine: WakingEngine,
  network: string,
  node: Node,
  known: readonly Node[],
  dryRun: boolean,
): Promise<Found[]> {
  const { name, short } = node;
  const { running, paused } = await engine.inspect(name);
  if (running && !paused) return [];
  const address = paused ? "" : await addressOf(engine, node, known);
  const action: Action = paused ? { do: "unpause", node: name } : { do: "start", node: name, network, address };
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

/** The address that the engine knows, else the undo log, else the node; "" where nobody does, as of a load balancer. */
async function addressOf(
  engine: WakingEngine,
  { name, address, containerId }: Node,
  known: readonly Node[],
): Promise<string> {
  const remembered = address || known.findLast((node) => node.containerId === containerId)?.address;
  if (remembered) return remembered;
  const written = await engine.containers.file(name, addressFile).catch(() => "");
  return isIPv4(written.trim()) ? written.trim() : "";
}
