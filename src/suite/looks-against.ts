import { compareRuns } from "../comparison/compare.ts";
import { type ComparedRun, comparedRunSchema } from "../comparison/compared-run.ts";
import type { Comparison } from "../comparison/comparison.ts";
import { gatherRuns } from "../comparison/gather.ts";
import type { RunSet } from "../comparison/run-set.ts";
import type { Report } from "../model/report.ts";
import { looksOf } from "../statistics/looks.ts";

/** Compares the runs of a suite with others, at the looks that were fixed beforehand and at no other time. */
export class LooksAgainst {
  readonly #other: RunSet;
  readonly #scenarios: readonly string[];
  readonly #planned: number;
  readonly #runs: ComparedRun[] = [];
  #due: readonly number[];
  #last: Comparison | undefined;

  /** `scenarios` are those that are run, each as often as is planned. */
  constructor(other: RunSet, scenarios: readonly string[], planned: number) {
    this.#other = other;
    this.#scenarios = scenarios;
    this.#planned = planned;
    this.#due = looksOf(planned);
  }

  /** What the last look came to; undefined before the first. */
  get last(): Comparison | undefined {
    return this.#last;
  }

  /** Takes the report of one run; true where a look was due after it, and everything is told. */
  isTold(report: Report): boolean {
    this.#runs.push({ ...comparedRunSchema.parse(report), run: report.run });
    const rounds = Math.min(...this.#scenarios.map((name) => this.#runs.filter((run) => run.scenario === name).length));
    const look = this.#due.findLast((due) => due <= rounds);
    if (look === undefined) return false;
    this.#due = this.#due.filter((due) => due > look);
    const terms = { planned: this.#planned, sameMachine: true };
    this.#last = compareRuns(this.#other, gatherRuns("these runs", this.#runs), terms);
    return this.#last.answer !== "cannot-tell";
  }
}
