import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import type { GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { GuaranteeSpec } from "../../../src/model/guarantee.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { Verdict } from "../../../src/model/verdict.ts";

/** What a person is told of one guarantee. */
export interface Came {
  /** That of the run with this guarantee alone: the worst of the verdict and of what must be true before it counts. */
  readonly outcome: Outcome;
  readonly measuredMs: Verdict["measuredMs"];
  readonly marks: Verdict["marks"];
  /** Why. */
  readonly words: string;
}

/** Judges a run by one guarantee, through the same frame as every run. */
export function outcomeOf(journal: Journal, spec: GuaranteeSpec, definition: GuaranteeDefinition): Came {
  const events = journal.events.map(
    (event): JournalEvent =>
      event.type === "run-start" ? { ...event, guarantees: [{ ...spec, params: { ...spec.params } }] } : event,
  );
  const report = judge(buildTimeline({ ...journal, events }), new Map([[definition.name, definition]]));
  const verdict = report.verdicts[0];
  const doubts = report.assumptions.filter(({ outcome }) => outcome !== "pass");
  return {
    outcome: report.outcome,
    measuredMs: verdict?.measuredMs,
    marks: verdict?.marks ?? [],
    words: [
      `${verdict?.outcome}: ${verdict?.summary}`,
      ...doubts.map(({ name, summary }) => `${name}: ${summary}`),
    ].join("; "),
  };
}
