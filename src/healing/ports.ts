import { lostPorts } from "../cluster/lost-ports.ts";
import { describeAction } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import { placeOf } from "../model/node-addresses.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";
import { startingAt, stopping, usualStopSeconds } from "./restarting.ts";

/**
 * Restarts every running container of which a published port leads nowhere any more, one after the other: nothing else
 * starts the engine's proxy of a port anew. Returns what was found, and the nodes that could not be looked at; never
 * throws.
 */
export async function restorePorts(
  engine: HealingEngine,
  network: string,
  nodes: readonly Node[],
  dryRun = false,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const node of nodes) {
    try {
      found.push(...(await restoreOn(engine, network, node, dryRun)));
    } catch (error) {
      found.push({ what: `${node.short}: its published ports`, done: messageOf(error), ok: false });
    }
  }
  return found;
}

async function restoreOn(engine: HealingEngine, network: string, node: Node, dryRun: boolean): Promise<Found[]> {
  const { running, paused, ...state } = await engine.inspect(node.name);
  if (!running || paused) return [];
  const lost = await lostPorts(node);
  if (lost.length === 0) return [];
  const start = startingAt({ name: node.name, ...placeOf(state) }, network);
  const what = `${node.short}: published port ${lost.join(", ")}, which leads nowhere`;
  const done = `stopped; ${describeAction(start)}`;
  if (dryRun) return [{ what, done, ok: true }];
  for (const action of [...stopping(node.name, usualStopSeconds, false), start]) await engine.act(action);
  const after = await lostPorts(node);
  return [{ what, done, ok: after.length === 0 }];
}
