import { until } from "../host/clock.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import type { UndoHit } from "./own-nodes.ts";

/** Looks on all nodes until all show it; returns what was last seen when the time, milliseconds, is over. */
export async function proveOnAll(
  what: string,
  timeoutMs: number,
  hits: readonly UndoHit[],
  look: (hit: UndoHit) => Promise<Evidence>,
): Promise<Evidence> {
  let last: Evidence = { proven: false, detail: `no look at whether it is ${what} succeeded` };
  try {
    return await until({ what, timeoutMs, everyMs: 100 }, async () => {
      const looks = hits.map((hit) =>
        look(hit).catch((error: unknown) => ({ proven: false, detail: messageOf(error) })),
      );
      last = together(hits, await Promise.all(looks));
      return last.proven ? last : undefined;
    });
  } catch {
    // The time is over: unproven evidence makes the run inconclusive.
    return last;
  }
}

/** The evidence of several nodes as one, each with its name. */
export function together(hits: readonly UndoHit[], seen: readonly Evidence[]): Evidence {
  const [only] = seen;
  if (only !== undefined && seen.length === 1) return only;
  const details = seen.map(({ detail }, index) => `${hits[index]?.context.node.short}: ${detail}`);
  return { proven: seen.length > 0 && seen.every(({ proven }) => proven), detail: details.join("; ") };
}
