import type { Law } from "./law.ts";
import type { LawCase } from "./law-case.ts";
import { type Came, outcomeOf } from "./outcome-of.ts";

/** How a guarantee breaks a law on a run; undefined where it obeys, or where there is nothing to change. */
export function violation<Choice>(law: Law<Choice>, run: LawCase, choice: Choice): string | undefined {
  const changed = law.change(run, choice);
  if (changed === undefined) return undefined;
  const before = changed.before === undefined ? run.came : outcomeOf(changed.before, run.spec, run.definition);
  const after = outcomeOf(changed.after, changed.spec ?? run.spec, run.definition);
  if (law.allowed(before, after)) return undefined;
  return `${law.sentence}\nBefore: ${tell(before)}\nAfter: ${tell(after)}`;
}

function tell({ outcome, measuredMs, words }: Came): string {
  return `${outcome} ${JSON.stringify(measuredMs ?? [])} (${words})`;
}
