import { type Action, describeAction } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/** What a container that has the wrong address gets to stop by itself, seconds: nothing in it works as it should. */
const stopSeconds = 5;

/** What is needed of a node: the address with which the cluster was made, "" where nobody knows it. */
type Placed = Pick<Node, "name" | "short" | "address">;

/** A node whose container runs at another address than its own. */
interface Misplaced {
  readonly node: Placed;
  readonly address: string;
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
  const problems = dryRun ? new Map<string, string>() : await putBack(engine, network, misplaced);
  const found = misplaced.map(({ node, address }) => {
    const problem = problems.get(node.name);
    const start = describeAction(startOf(node, network));
    return {
      what: `${node.short}: the address ${address} in the place of its own`,
      done: problem === undefined ? `stopped; ${start}` : `${problem}; by hand: docker stop ${node.name}; ${start}`,
      ok: problem === undefined,
    };
  });
  return [...found, ...untold];
}

/** Where a node's container runs at another's address; undefined where it does not. */
async function misplacedAt(engine: HealingEngine, node: Placed): Promise<Misplaced | undefined> {
  if (node.address === "") return undefined;
  const { running, address, paused } = await engine.inspect(node.name);
  return running && address !== "" && address !== node.address ? { node, address, paused } : undefined;
}

/** Stops all of them, then starts them one after the other; returns what went wrong, by their names. */
async function putBack(
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
        // A frozen container cannot stop.
        if (now?.paused) await engine.act({ do: "unpause", node: node.name });
        if (now !== undefined) await engine.act({ do: "stop", node: node.name, limitSeconds: stopSeconds });
      } catch (error) {
        problems.set(node.name, messageOf(error));
      }
    }),
  );
  for (const { node, address } of misplaced) {
    try {
      await engine.act(startOf(node, network));
    } catch (error) {
      problems.set(node.name, messageOf(error));
      // Its own address is somebody else's: at that of before it runs at least.
      await engine.act(startOf({ ...node, address }, network)).catch(() => {});
    }
  }
  return problems;
}

function startOf({ name, address }: Placed, network: string): Action {
  return { do: "start", node: name, network, address };
}
