import type { OtherKind } from "./other-kinds.ts";
import type { Row } from "./rows.ts";

/** A scenario as it can be run: those of one group share a cluster. */
export interface Candidate {
  readonly scenario: string;
  /** What `run` is told, where that is not the same. */
  readonly name?: string;
  readonly group: string;
  /** The release of kind that makes its cluster, where that is not the usual one. */
  readonly by?: OtherKind;
  /** How often it is to be run in any case. */
  readonly rounds: number;
}

/** A run that is still to be made. */
export interface Due extends Candidate {
  readonly round: number;
}

/** How many more runs a scenario gets that once did not pass. */
export const moreRounds = 10;

/**
 * The runs that are still to be made, round by round and in each group by group, so that what drifts with time falls on
 * all scenarios; then the further rounds of those that once did not pass; those by other kinds come last of all.
 */
export function dueRuns(candidates: readonly Candidate[], rows: readonly Row[]): Due[] {
  const done = new Set(rows.map(({ scenario, round }) => `${scenario} ${round}`));
  const all = candidates.flatMap((candidate) => {
    const once = rows.some(({ scenario, outcome }) => scenario === candidate.scenario && outcome !== "pass");
    const rounds = candidate.rounds + (once ? moreRounds : 0);
    return Array.from({ length: rounds }, (_, index): Due => ({ ...candidate, round: index + 1 }));
  });
  return all
    .filter(({ scenario, round }) => !done.has(`${scenario} ${round}`))
    .toSorted(
      (a, b) =>
        byOther(a) - byOther(b) ||
        a.round - b.round ||
        a.group.localeCompare(b.group) ||
        a.scenario.localeCompare(b.scenario),
    );
}

function byOther({ by }: Candidate): number {
  return by === undefined ? 0 : 1;
}
