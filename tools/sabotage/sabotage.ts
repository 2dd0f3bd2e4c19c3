import type { Engine } from "../../src/host/engine.ts";
import type { Chaos } from "../../test/e2e/support/chaos.ts";

/** Where a sabotaged run takes place. */
export interface Ground {
  readonly engine: Engine;
  /** The cluster's whole name, with the harness's prefix. */
  readonly cluster: string;
  /** The folder of the runs. */
  readonly reports: string;
  /** Aborted when the campaign is to end: runs under way end, what was struck is taken back. */
  readonly signal: AbortSignal;
}

/** Takes a sabotage back, whatever has come of it. */
export type TakeBack = () => Promise<void>;

/** What was prepared before a run: what its environment gets, and how it is taken back. */
export interface Prepared {
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly takeBack: TakeBack;
}

/**
 * What must be said of a sabotaged run: of each guarantee that it names the verdict itself, of each assumption that it
 * did not hold, and of both, in their summaries, words that only this sabotage explains.
 */
export type Expected =
  | {
      /**
       * "harness error": the run has a report and ends with exit code 2. "fail or inconclusive": what the sabotage does to
       * the cluster may take all of a small machine, which is not held against the cluster then.
       */
      readonly verdict: "fail" | "inconclusive" | "fail or inconclusive" | "harness error";
      /** The words by the names of guarantees. */
      readonly guarantees?: Readonly<Record<string, RegExp>>;
      /** The words by the whole names of assumptions. */
      readonly assumptions?: Readonly<Record<string, RegExp>>;
    }
  | {
      /** Nothing that is judged was touched: the run passes as it would have. */
      readonly verdict: "as without";
    }
  | {
      /** The run is refused before anything is broken: exit code 2, no report, in these words. */
      readonly verdict: "refused";
      readonly words: RegExp;
    };

/** One way to break a cluster, or the harness itself, that must not be taken for high availability. */
export interface Sabotage {
  /** What is weak then, in one sentence. */
  readonly weakness: string;
  /** A scenario of the library by its name, or one of ours by its file. */
  readonly scenario: string;
  /** Further options of the run. */
  readonly options?: readonly string[];
  /** The topology that the cluster is made of, a file; left out: the one that the other sabotages share. */
  readonly topology?: string;
  /** The profile of the scenario, where it is not "stock": such a cluster is another one. */
  readonly profile?: "fast";
  /** True where the cluster cannot be used again afterwards. */
  readonly ruins?: true;
  /** Done before the run begins, on the kept cluster that it then takes. */
  prepare?(ground: Ground): Promise<Prepared>;
  /** Done while it runs, when its progress says so much; a RegExp is looked for in all of it. */
  readonly strike?: {
    readonly when: string | RegExp;
    sabotage(ground: Ground, run: Chaos): Promise<TakeBack | undefined>;
  };
  /** Done to the journal's text when the run is over: what is judged then is a copy of the run, by `replay`. */
  journal?(text: string): string;
  readonly expected: Expected;
}
