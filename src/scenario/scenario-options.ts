import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import type { Profile } from "../model/scenario.ts";
import type { ImageChoice } from "../setup/versions/image-choice.ts";

/** Options that `run` and `plan` share. */
export interface ScenarioOptions extends ImageChoice {
  readonly topology?: string;
  readonly profile?: Profile;
  /** Whether a profile may replace timings that the kind file sets itself. */
  readonly overrideTimings?: boolean;
  /** A script that is run once a new cluster stands. */
  readonly afterCreate?: string;
  /** A cluster that kind made without the harness, on which scenarios are run in the place of one of their own. */
  readonly existing?: ExistingCluster;
  readonly seed?: number;
  readonly json?: boolean;
  /** The config file that was named; false: none is read. */
  readonly config?: string | false;
  /** The arguments that put an application of a person's own in the place of the workload, as they were given. */
  readonly appArguments?: readonly string[];
}
