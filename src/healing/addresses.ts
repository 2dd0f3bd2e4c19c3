import { describeAction } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import { describePlace, type Place, placeOf } from "../model/node-addresses.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";
import { startingAt, stopping } from "./restarting.ts";

/** What a container that has the wrong address gets to stop by itself, seconds: nothing in it works as it should. */
const stopSeconds = 5;

/** What is needed of a node: the addresses with which the cluster was made, "" where nobody knows them. */
type Placed = Pick<Node, "name" | "short"> & Place;

/** A node whose container runs at another address than its own. */
interface Misplaced {
  readonly node: Placed;
  readonly place: Place;
  readonly paused: boolean;
}

/**
 * Puts every running container back to the address with which the cluster was made: an engine that was started again has
 * started them in any order, and each took the lowest address that was free. All of them are stopped first, because each
 * may have another's. Returns what was found, and the nodes of which the engine could not tell; never throws.
 */
export async function restoreAddresses(
  engine: HealingEngine,
  network: string,
  nodes: readonly Placed[],
  dryRun = false,
): Promise<Found[]> {
  const untold: Found[] = [];
  const looked = await Promise.all(
    nodes.map(async (node) => {
      try {
        return await misplacedAt(engine, node);
      } catch (error) {
        untold.push({ what: `${node.short}: its address`, done: messageOf(error), ok: false });
        return undefined;
      }
    }),
  );
  const misplaced = looked.filter((one) => one !== undefined);
  const problems = dryRun ? new Map<string, string>() : await restartAtOwn(engine, network, misplaced);
  const found = misplaced.map(({ node, place }) => {
    const problem = problems.get(node.name);
    const start = describeAction(startingAt(node, network));
    return {
      what: `${node.short}: the address ${describePlace(place)} in the place of its own`,
      done: problem === undefined ? `stopped; ${start}` : `${problem}; by hand: docker stop ${node.name}; ${start}`,
      ok: problem === undefined,
    };
  });
  return [...found, ...untold];
}

/** Where a node's container runs at another's address; undefined where it does not. */
async function misplacedAt(engine: HealingEngine, node: Placed): Promise<Misplaced | undefined> {
  if (node.address === "") return undefined;
  const { running, paused, ...state } = await engine.inspect(node.name);
  const place = placeOf(state);
  const isAtOwn = place.address === node.address && (node.address6 === undefined || place.address6 === node.address6);
  return running && place.address !== "" && !isAtOwn ? { node, place, paused } : undefined;
}

/** Stops all of them, then starts them one after the other; returns what went wrong, by their names. */
async function restartAtOwn(
  engine: HealingEngine,
  network: string,
  misplaced: readonly Misplaced[],
): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  await Promise.all(
    misplaced.map(async ({ node }) => {
      try {
        // Another who heals the same may have been quicker.
        const now = await misplacedAt(engine, node);
        if (now === undefined) return;
        for (const action of stopping(node.name, stopSeconds, now.paused)) await engine.act(action);
      } catch (error) {
        problems.set(node.name, messageOf(error));
      }
    }),
  );
  for (const { node, place } of misplaced) {
    try {
      await engine.act(startingAt(node, network));
    } catch (error) {
      problems.set(node.name, messageOf(error));
      // Its own address is somebody else's: at that of before it runs at least.
      await engine.act(startingAt({ name: node.name, ...place }, network)).catch(() => {});
    }
  }
  return problems;
}
