import { hold } from "../host/clock.ts";
import type { Evidence } from "../model/fault.ts";
import { leftoversOf, leftoverWords } from "../node-tools/leftovers.ts";
import type { Begun } from "./begun.ts";
import type { UndoHit } from "./own-nodes.ts";
import { proveHealed } from "./take-back.ts";

/** Nothing must be left in so many looks in a row, so far apart, milliseconds: what was just begun may still come. */
const looks = { inARow: 5, everyMs: 1_000 } as const;

/**
 * Proves that nothing of a fault is there any more, for who does not know whether it ever struck: either it is seen to
 * be healed, or nothing that it could leave is left on any node for five seconds.
 */
export async function proveGone(begun: Begun, timeoutMs: number): Promise<Evidence> {
  const end = performance.now() + timeoutMs;
  for (let clear = 0; ; ) {
    const healed = await proveHealed(begun, 0);
    if (healed.proven) return healed;
    const left = (await Promise.all(begun.hits.map((hit) => leftOn(begun, hit)))).flat();
    clear = left.length === 0 ? clear + 1 : 0;
    if (clear === looks.inARow)
      return { proven: true, detail: "nothing of it is left; it had not struck, or is long over" };
    if (performance.now() > end) return { proven: false, detail: left.join("; ") || healed.detail };
    await hold(looks.everyMs);
  }
}

async function leftOn({ definition, runtime }: Begun, { context }: UndoHit): Promise<string[]> {
  return leftoverWords(await leftoversOf(definition.leftovers(context), runtime));
}
