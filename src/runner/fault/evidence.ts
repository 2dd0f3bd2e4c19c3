import { until } from "../../host/clock.ts";
import { messageOf } from "../../model/errors.ts";
import type { Evidence } from "../../model/fault.ts";
import type { RunContext } from "../context.ts";
import { type Hit, type Injected, sinceBegun } from "./injected.ts";

/** Looks on all nodes until the fault is seen to be active and journals what was seen; returns whether it is. */
export async function proveActive(run: RunContext, injected: Injected, timeoutMs: number): Promise<boolean> {
  const { id, definition, spec } = injected;
  const evidence = await prove("active", timeoutMs, injected.hits, ({ context, captured }) =>
    definition.active(injected.runtime, context, spec.params, captured),
  );
  run.emit({ type: "fault-active", id, evidence, sinceMs: sinceBegun(injected, run) });
  return evidence.proven;
}

/** Looks on all nodes until the fault is seen to be gone; returns what was last seen when the time is over. */
export function seekHealed(injected: Injected, timeoutMs: number): Promise<Evidence> {
  const { definition, spec } = injected;
  return prove("healed", timeoutMs, injected.hits, ({ context, captured }) =>
    definition.healed(injected.runtime, context, spec.params, captured),
  );
}

async function prove(
  what: string,
  timeoutMs: number,
  hits: readonly Hit[],
  look: (hit: Hit) => Promise<Evidence>,
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
function together(hits: readonly Hit[], seen: readonly Evidence[]): Evidence {
  const [only] = seen;
  if (only !== undefined && seen.length === 1) return only;
  const details = seen.map(({ detail }, index) => `${hits[index]?.context.node.short}: ${detail}`);
  return { proven: seen.length > 0 && seen.every(({ proven }) => proven), detail: details.join("; ") };
}
