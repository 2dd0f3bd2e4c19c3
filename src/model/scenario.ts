import type { ApplicationOptions } from "./application.ts";
import type { Duration } from "./duration.ts";
import type { FaultSpec } from "./fault.ts";
import type { GuaranteeSpec } from "./guarantee.ts";
import type { LaneSpec, WatchSpec } from "./lane.ts";
import type { Myth } from "./myth.ts";
import type { ProcedureSpec } from "./procedure.ts";
import type { Tag } from "./tags.ts";
import type { StoreOptions, WorkloadOptions } from "./workload.ts";

/** Timings of the cluster: kubeadm's own, or shortened so that the loss of a node shows in 20 s. */
export type Profile = "stock" | "fast";

/**
 * Work of an operator on the cluster, under a name that guarantees refer to; it breaks nothing and is not taken back.
 */
export interface Work {
  readonly perform: ProcedureSpec;
  readonly as: string;
}

/** One step of a scenario. */
export type Step =
  /** Nothing is done; the lanes go on. */
  | { readonly hold: Duration; readonly reason: string }
  /**
   * A fault, under a name that guarantees refer to; held for a time where it is sustained, with work that is done once it
   * is active.
   */
  | { readonly inject: FaultSpec; readonly as: string; readonly for?: Duration; readonly while?: readonly Work[] }
  | Work
  /** Waits until the steady state holds again; a recovery that takes longer ends the run. */
  | { readonly recover: Duration };

/** What is done to which topology, what is watched, and what must hold. */
export interface Scenario {
  /** One line for `list`. */
  readonly summary: string;
  /** File in kind-configs without its ending. */
  readonly topology: string;
  readonly profile: Profile;
  readonly tags: readonly Tag[];
  readonly lanes: readonly (LaneSpec | WatchSpec)[];
  /** How the workload under test is made, where lanes ask for one; or an application of one's own in its place. */
  readonly workload?: WorkloadOptions | ApplicationOptions;
  /** How the store is made, where lanes ask for one. */
  readonly store?: StoreOptions;
  readonly myth?: Myth;
  /** The scenario, by its name, that breaks the same where something stands in for it. */
  readonly cure?: string;
  /** Instead of it, where no scenario does: what would stand in, in words. */
  readonly noCure?: string;
  readonly steps: readonly Step[];
  readonly guarantees: readonly GuaranteeSpec[];
  /**
   * Ids of at most three of them, the ones that say most: comparisons of runs claim "worse" or "same" of these alone, so
   * that few runs are enough to tell.
   */
  readonly primary?: readonly string[];
}

/** A scenario as its file writes it: without a profile the timings are stock, and tags may be left out. */
export type ScenarioDefinition = Omit<Scenario, "profile" | "tags"> & Partial<Pick<Scenario, "profile" | "tags">>;

/**
 * Returns the scenario with its defaults, and gives its file types; the file's name is the scenario's. What it names is
 * checked when it is loaded.
 */
export function defineScenario(scenario: ScenarioDefinition): Scenario {
  return { profile: "stock", tags: [], ...scenario };
}
