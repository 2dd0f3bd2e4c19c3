import type { Profile } from "../model/scenario.ts";

/** Options that `run` and `plan` share. */
export interface ScenarioOptions {
  readonly topology?: string;
  readonly profile?: Profile;
  readonly kubernetes?: string;
  readonly seed?: number;
  readonly json?: boolean;
}
