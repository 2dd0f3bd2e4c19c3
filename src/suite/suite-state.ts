import { wasSettled } from "../analysis/verdict/standing.ts";
import { conclude } from "../analysis/verdict/suite.ts";
import { exitCodes } from "../model/outcome.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { Shard } from "../model/shard.ts";
import type { Suite, SuiteResult, UnweighedRun } from "../model/suite.ts";
import type { SuiteAgainst } from "../model/suite-statistics.ts";
import type { SuiteTerms } from "../model/suite-terms.ts";
import { harnessCommit } from "../run/harness-commit.ts";
import { harnessVersion, machineFacts } from "../run/provenance.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { identityOf, type Ordered } from "./run-order.ts";
import { suiteStatistics } from "./suite-statistics.ts";
import { variantsOf } from "./variants.ts";

/** What is known of a suite's runs so far. */
export class SuiteState {
  readonly #startedAt = new Date();
  readonly #began = performance.now();
  readonly #name: string;
  readonly #seed: number;
  readonly #terms: SuiteTerms;
  readonly #runs: UnweighedRun[];
  readonly #shard: Shard | null;
  #against: SuiteAgainst | null = null;

  /** `marksOf` says what has effect on a scenario of the quarantine that the terms name. */
  constructor(
    name: string,
    seed: number,
    ordered: readonly Ordered<Prepared>[],
    terms: SuiteTerms,
    marksOf: (scenarioFile: string) => readonly QuarantineMark[],
    shard: Shard | null = null,
  ) {
    this.#shard = shard;
    this.#name = name;
    this.#seed = seed;
    this.#terms = terms;
    const identities = ordered.map((entry) => identityOf(entry, seed));
    const variants = variantsOf(identities);
    this.#runs = ordered.map((entry, place) => ({
      ...(identities[place] as (typeof identities)[number]),
      variant: variants[place] ?? "",
      attempt: 1,
      earlier: [],
      result: null,
      notRun: entry.item.unsupported ?? "not reached",
      unsupported: entry.item.unsupported !== undefined,
      quarantine: marksOf(entry.item.file),
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

  /** Takes what a look at the runs so far came to, against others. */
  compared(against: SuiteAgainst): void {
    this.#against = against;
  }

  /** Takes out the runs after one: what they were to show is told. */
  enough(index: number): void {
    this.#runs.length = index + 1;
  }

  summary(end: Suite["end"]): Suite {
    const runs = [...this.#runs];
    const concluded = conclude(runs, end, this.#terms);
    return {
      version: 1,
      suite: this.#name,
      startedAt: this.#startedAt.toISOString(),
      durationMs: Math.round(performance.now() - this.#began),
      end,
      ...concluded,
      exitCode: withAgainst(concluded.exitCode, this.#against),
      terms: this.#terms,
      seed: this.#seed,
      harness: harnessVersion(),
      commit: harnessCommit(),
      host: machineFacts(),
      shard: this.#shard,
      merged: null,
      clustersCreated: runs.flatMap(attemptsOf).filter(({ cluster, reused }) => cluster !== null && !reused).length,
      statistics: suiteStatistics(runs),
      against: this.#against,
    };
  }
}

/** The exit code of runs that passed or stayed open is that of their comparison; what broke, or failed, says more. */
function withAgainst(exitCode: number, against: SuiteAgainst | null): number {
  if (against === null || ![exitCodes.pass, exitCodes.inconclusive].includes(exitCode)) return exitCode;
  if (against.answer === "worse") return exitCodes.fail;
  return against.answer === "cannot-tell" ? exitCodes.inconclusive : exitCode;
}

function attemptsOf({ earlier, result }: UnweighedRun): SuiteResult[] {
  return result === null ? [] : [...earlier, result];
}
