import type { Suite } from "../model/suite.ts";

/** A summary with the folder in which it was found. */
export interface FoundSummary {
  readonly folder: string;
  readonly suite: Suite;
}
