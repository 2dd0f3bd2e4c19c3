import { conclude } from "../analysis/verdict/suite.ts";
import type { Suite, SuiteResult, SuiteRun } from "../model/suite.ts";
import { harnessVersion, machineFacts } from "../run/provenance.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { type Ordered, seedOf } from "./run-order.ts";

/** What is known of a suite's runs so far. */
export class SuiteState {
  readonly #startedAt = new Date();
  readonly #name: string;
  readonly #seed: number;
  readonly #runs: SuiteRun[];

  constructor(name: string, seed: number, ordered: readonly Ordered<Prepared>[]) {
    this.#name = name;
    this.#seed = seed;
    this.#runs = ordered.map(({ item, repeat }) => ({
      scenario: item.name,
      repeat,
      topology: item.cluster.topology.name,
      profile: item.cluster.profile,
      kubernetes: item.cluster.kubernetes,
      seed: seedOf(seed, item.name, repeat),
      result: null,
      notRun: item.unsupported ?? "not reached",
      unsupported: item.unsupported !== undefined,
    }));
  }

  done(index: number, result: SuiteResult): SuiteResult {
    this.#runs[index] = { ...(this.#runs[index] as SuiteRun), result, notRun: null };
    return result;
  }

  /** Says why a run is not carried out; one that cannot be keeps its own reason. */
  skip(index: number, reason: string): void {
    const run = this.#runs[index] as SuiteRun;
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
      ...conclude(runs, end),
      seed: this.#seed,
      harness: harnessVersion(),
      host: machineFacts(),
      clustersCreated: runs.filter(({ result }) => result !== null && result.cluster !== null && !result.reused).length,
      runs,
    };
  }
}
