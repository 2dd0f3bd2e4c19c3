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
  readonly seed?: number;
  readonly json?: boolean;
  /** The config file that was named; false: none is read. */
  readonly config?: string | false;
}
