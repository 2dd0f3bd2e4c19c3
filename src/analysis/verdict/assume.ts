import type { Assumption } from "../../model/verdict.ts";

/** An assumption that holds, or that does not and so makes the run inconclusive; with the words that say why. */
export function assume(name: string, holds: boolean, summary: string): Assumption {
  return { name, outcome: holds ? "pass" : "inconclusive", summary };
}
