import type { Outcome } from "../../model/outcome.ts";
import type { GateAnswer, GateResult } from "../../upgrade/gate-result.ts";

/** How an answer is shown: as an outcome of its own colour and sign. */
export const answerOutcomes: Readonly<Record<GateAnswer, Outcome>> = {
  go: "pass",
  "no-go": "fail",
  "cannot-tell": "inconclusive",
};

/** The sign of an outcome. */
export const outcomeSigns: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

const signs: Readonly<Record<GateAnswer, string>> = { go: "✓", "no-go": "✗", "cannot-tell": "?" };

/** The sign of an answer. */
export function signOf(answer: GateAnswer): string {
  return signs[answer];
}

/** What is asked whether it may be made: "the upgrade from 1.36.4 to 1.37.0". */
export function wayOf({ from, to, settings }: Pick<GateResult, "from" | "to" | "settings">): string {
  const own = settings.to === null ? "" : ` with the settings of ${settings.to}`;
  if (from !== to) return `the upgrade from ${from} to ${to}${own}`;
  return `the change of settings from ${settings.from ?? "the defaults"} to ${settings.to ?? "the defaults"}`;
}

/** What an upgrade came to, in one sentence. */
export function conclusionOf(
  gate: Pick<GateResult, "answer" | "from" | "to" | "settings" | "reasons" | "stages">,
): string {
  const { answer, reasons, stages } = gate;
  const way = wayOf(gate);
  const inSteps = stages.some(({ kind }) => kind === "roll") ? ", in each step of it" : "";
  if (answer === "go") return `go: nothing stops ${way}, and every guarantee held before${inSteps} and after`;
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : "";
  const first = reasons[0] ?? "nothing was seen";
  return answer === "no-go"
    ? `no go for ${way}: ${first}${more}`
    : `whether ${way} can be made cannot be told: ${first}${more}`;
}

/** Where to look at the cluster of an upgrade that ended half-way; undefined: none was left. */
export function keptInWords({ kept }: Pick<GateResult, "kept">): string | undefined {
  if (kept === null) return undefined;
  return `${kept} is left as it is, to be looked at; "npx kind-chaos clean --cluster ${kept} --all" deletes it`;
}
