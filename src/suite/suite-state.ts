import { wasSettled } from "../analysis/verdict/standing.ts";
import { conclude } from "../analysis/verdict/suite.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { Suite, SuiteResult, UnweighedRun } from "../model/suite.ts";
import type { SuiteTerms } from "../model/suite-terms.ts";
import { harnessVersion, machineFacts } from "../run/provenance.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { type Ordered, seedOf } from "./run-order.ts";

/** What is known of a suite's runs so far. */
export class SuiteState {
  readonly #startedAt = new Date();
  readonly #name: string;
  readonly #seed: number;
  readonly #terms: SuiteTerms;
  readonly #runs: UnweighedRun[];

  /** `marksOf` says what has effect on a scenario of the quarantine that the terms name. */
  constructor(
    name: string,
    seed: number,
    ordered: readonly Ordered<Prepared>[],
    terms: SuiteTerms,
    marksOf: (scenarioFile: string) => readonly QuarantineMark[],
  ) {
    this.#name = name;
    this.#seed = seed;
    this.#terms = terms;
    this.#runs = ordered.map(({ item, repeat }) => ({
      scenario: item.name,
      repeat,
      topology: item.cluster.topology.name,
      profile: item.cluster.profile,
      kubernetes: item.cluster.kubernetes,
      seed: seedOf(seed, item.name, repeat),
      attempt: 1,
      earlier: [],
      result: null,
      notRun: item.unsupported ?? "not reached",
      unsupported: item.unsupported !== undefined,
      quarantine: marksOf(item.file),
    }));
  }

  /** Takes what a run came to; where it had come to something before, that was an earlier attempt. */
  done(index: number, result: SuiteResult): UnweighedRun {
    const run = this.#runs[index] as UnweighedRun;
    const earlier = run.result === null ? run.earlier : [...run.earlier, run.result];
    const done = { ...run, earlier, attempt: earlier.length + 1, result, notRun: null };
    this.#runs[index] = done;
    return done;
  }

  /** Whether what a run came to may be the end of a suite that stops at the first that does not pass. */
  stops(index: number): boolean {
    return !wasSettled(this.#runs[index] as UnweighedRun, this.#terms.allowInconclusive);
  }

  /** Says why a run is not carried out; one that cannot be keeps its own reason. */
  skip(index: number, reason: string): void {
    const run = this.#runs[index] as UnweighedRun;
    if (!run.unsupported) this.#runs[index] = { ...run, notRun: reason };
  }

  summary(end: Suite["end"]): Suite {
    const runs = [...this.#runs];
    return {
      version: 1,
      suite: this.#name,
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      end,
      ...conclude(runs, end, this.#terms),
      terms: this.#terms,
      seed: this.#seed,
      harness: harnessVersion(),
      host: machineFacts(),
      clustersCreated: runs.flatMap(attemptsOf).filter(({ cluster, reused }) => cluster !== null && !reused).length,
    };
  }
}

function attemptsOf({ earlier, result }: UnweighedRun): SuiteResult[] {
  return result === null ? [] : [...earlier, result];
}
