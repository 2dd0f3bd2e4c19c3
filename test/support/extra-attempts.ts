import type { Journal } from "../../src/model/journal.ts";
import type { Sample } from "../../src/model/sample.ts";

/** The journal with an extra attempt a little after some of those that failed. */
export function withExtra(
  journal: Journal,
  chances: readonly boolean[],
  outcomes: readonly Sample["outcome"][],
): Journal {
  const failed = journal.samples.filter((sample) => sample.outcome !== "ok");
  const extra = failed.flatMap((sample, index): Sample[] => {
    if (!chances[index % chances.length]) return [];
    const outcome = outcomes[index % outcomes.length] ?? "ok";
    const started = sample.started + 20;
    const error = outcome === "ok" ? undefined : "refused";
    return [{ ...sample, number: undefined, scheduled: started - 40, started, ended: started + 3, outcome, error }];
  });
  return { ...journal, samples: [...journal.samples, ...extra] };
}
