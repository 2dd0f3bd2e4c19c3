import { type Action, describeAction } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/** What a container that has the wrong address gets to stop by itself, seconds: nothing in it works as it should. */
const stopSeconds = 5;

/** What is needed of a node: the address with which the cluster was made. */
type Placed = Pick<Node, "name" | "short" | "address">;

/**
 * Puts every running container back to the address with which the cluster was made, "" where nobody knows that: an
 * engine that was started again has started them in any order, and each took the lowest address that was free. All of
 * them are stopped first, because each may have another's. Returns what was found; throws where the engine does not
 * answer.
 */
export async function restoreAddresses(
  engine: HealingEngine,
  network: string,
  nodes: readonly Placed[],
  dryRun = false,
): Promise<Found[]> {
  const looked = await Promise.all(nodes.map(async (node) => ({ node, state: await engine.inspect(node.name) })));
  const misplaced = looked.filter(
    ({ node: { address }, state }) =>
      state.running && address !== "" && state.address !== "" && state.address !== address,
  );
  const problems = dryRun ? new Map<string, string>() : await putBack(engine, network, misplaced);
  return misplaced.map(({ node, state: { address } }) => {
    const problem = problems.get(node.name);
    const start = describeAction(startOf(node, network));
    return {
      what: `${node.short}: the address ${address} in the place of its own`,
      done: problem === undefined ? `stopped; ${start}` : `${problem}; by hand: docker stop ${node.name}; ${start}`,
      ok: problem === undefined,
    };
  });
}

/** Stops all of them, then starts them one after the other; returns what went wrong, by their names. */
async function putBack(
  engine: HealingEngine,
  network: string,
  misplaced: readonly { readonly node: Placed; readonly state: { readonly paused: boolean } }[],
): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  const act = (action: Action) =>
    engine.act(action).catch((error: unknown) => void problems.set(action.node, messageOf(error)));
  await Promise.all(
    misplaced.map(async ({ node: { name }, state: { paused } }) => {
      // A frozen container cannot stop.
      if (paused) await act({ do: "unpause", node: name });
      await act({ do: "stop", node: name, limitSeconds: stopSeconds });
    }),
  );
  for (const { node } of misplaced) await act(startOf(node, network));
  return problems;
}

function startOf({ name, address }: Placed, network: string): Action {
  return { do: "start", node: name, network, address };
}
