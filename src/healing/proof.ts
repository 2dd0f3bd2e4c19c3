import { until } from "../host/clock.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import { startedAnewCode } from "../node-tools/checked-runtime.ts";
import type { UndoHit } from "./own-nodes.ts";

/** What was seen of one hit, and whether no later look of the same runtime can see more. */
interface Seen {
  readonly evidence: Evidence;
  readonly isFinal: boolean;
}

/**
 * Looks on all nodes until all show it; returns what was last seen when the time, milliseconds, is over, or when nothing
 * more can be seen: where the container of each node that does not show it was started anew.
 */
export async function proveOnAll(
  what: string,
  timeoutMs: number,
  hits: readonly UndoHit[],
  look: (hit: UndoHit) => Promise<Evidence>,
): Promise<Evidence> {
  let last: Evidence = { proven: false, detail: `no look at whether it is ${what} succeeded` };
  try {
    return await until({ what, timeoutMs, everyMs: 100 }, async () => {
      const seen = await Promise.all(hits.map((hit) => seenOf(hit, look)));
      last = together(
        hits,
        seen.map(({ evidence }) => evidence),
      );
      return seen.every(({ isFinal }) => isFinal) ? last : undefined;
    });
  } catch {
    // The time is over: unproven evidence makes the run inconclusive.
    return last;
  }
}

async function seenOf(hit: UndoHit, look: (hit: UndoHit) => Promise<Evidence>): Promise<Seen> {
  try {
    const evidence = await look(hit);
    return { evidence, isFinal: evidence.proven };
  } catch (error) {
    const isFinal = error instanceof PlatformError && error.code === startedAnewCode;
    return { evidence: { proven: false, detail: messageOf(error) }, isFinal };
  }
}

/** The evidence of several nodes as one, each with its name. */
export function together(hits: readonly UndoHit[], seen: readonly Evidence[]): Evidence {
  const [only] = seen;
  if (only !== undefined && seen.length === 1) return only;
  const details = seen.map(({ detail }, index) => `${hits[index]?.context.node.short}: ${detail}`);
  return { proven: seen.length > 0 && seen.every(({ proven }) => proven), detail: details.join("; ") };
}
