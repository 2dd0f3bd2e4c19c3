import { hold } from "../../host/clock.ts";
import type { Engine } from "../../host/engine.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import { ownFolder } from "../../node-tools/own-folder.ts";
import { type Adoption, adoptedOf } from "./adoption.ts";
import { differences } from "./cluster-state.ts";
import { readState } from "./read-state.ts";
import { removeRelays } from "./relay.ts";

/**
 * How long a cluster gets to be as it was, milliseconds: a namespace needs some seconds until it is gone, a node that was
 * lost up to a minute until its taints are.
 */
const asBeforeMs = 120_000;
/** What does not change for so long will not go by itself, milliseconds: a pod may take 30 s to end, and then its namespace. */
const settledMs = 60_000;
const everyMs = 1_000;

/** What belongs to the harness and not to the cluster: its relay, and its folder in the nodes. */
export async function takeOwnAway(engine: Engine, { cluster, nodes, ...adoption }: Adoption): Promise<string[]> {
  const own = engine.adopting(adoptedOf({ cluster, nodes, ...adoption }));
  // Whether a node does not run is for the comparison to say.
  await Promise.allSettled(
    nodes
      .filter(({ role }) => role === "control-plane" || role === "worker")
      .map(({ name }) => own.exec(name, ["rm", "-rf", ownFolder])),
  );
  return removeRelays(engine, cluster);
}

/**
 * What of a cluster is not as it was before it was used, one line each, once that does not change any more or the time,
 * milliseconds, is over; nothing where all is. Never throws: what cannot be read is a line.
 */
export async function notAsBefore(engine: Engine, adoption: Adoption, timeoutMs = asBeforeMs): Promise<string[]> {
  const own = engine.adopting(adoptedOf(adoption));
  const end = performance.now() + timeoutMs;
  let [seen, sinceMs] = ["", 0];
  for (;;) {
    const left = await readState(own, adoption.nodes).then(
      (now) => differences(adoption.before, now),
      (error: unknown) => [messageOf(error)],
    );
    const now = performance.now();
    if (left.join("\n") !== seen) [seen, sinceMs] = [left.join("\n"), now];
    if (left.length === 0 || now > end || now - sinceMs > settledMs) return left;
    await hold(everyMs);
  }
}

/** Throws PlatformError "not-as-before" with every difference. */
export async function mustBeAsBefore(engine: Engine, adoption: Adoption): Promise<void> {
  const left = await notAsBefore(engine, adoption);
  if (left.length > 0) throw new PlatformError("not-as-before", notAsBeforeWords(adoption.cluster, left));
}

function notAsBeforeWords(cluster: string, left: readonly string[]): string {
  return `${cluster} is not as it was before: ${left.join("; ")}; "npx kind-chaos clean --cluster ${cluster}" mends what it can`;
}
