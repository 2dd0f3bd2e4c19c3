import type { Myth } from "../../model/myth.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { TestedMyth } from "../../model/report.ts";
import type { Verdict } from "../../model/verdict.ts";

/**
 * What a run says of a belief, in plain words and with the figures of its first guarantee: refuted where the run's
 * guarantees held, which were made to speak against it.
 */
export function mythOf(myth: Myth | undefined, outcome: Outcome, [first]: readonly Verdict[]): TestedMyth | null {
  if (myth === undefined) return null;
  const words: Readonly<Record<Outcome, string>> = {
    pass: `Refuted: ${myth.truth} Measured: ${first?.summary ?? "nothing"}.`,
    fail: "Not refuted by this run: a guarantee that speaks against it broke.",
    inconclusive: "Undecided: this run showed nothing either way.",
  };
  return { claim: myth.claim, verdict: words[outcome] };
}
