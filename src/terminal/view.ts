import type { LiveRun } from "../live/live-run.ts";
import { plainText } from "../model/plain-text.ts";
import { withoutCommands } from "./ci-log.ts";

/** How much a person wants to be told while a run goes on: errors alone, what matters, or every event. */
export type Verbosity = "quiet" | "usual" | "verbose";

/** How lines are shown, and what is seen between them. */
export interface View {
  /** Shows a line; it may have come from anywhere. */
  line(text: string): void;
  stop(): void;
}

/** What is shown of a run, and where. */
export interface ViewOptions {
  /** Standard error: standard output is for results. */
  readonly stream: NodeJS.WriteStream;
  /** Others that may be the same terminal. */
  readonly others: readonly NodeJS.WriteStream[];
  /** The run's time, milliseconds. */
  now(): number;
  /** Follows the run. */
  readonly live: LiveRun;
  /** What goes before every line, where runs follow each other: "3/12 etcd-majority". */
  readonly title?: string | undefined;
  /** What the lines are of: GitHub Actions folds them into a group of this name, where there is no title. */
  readonly group: string;
  readonly verbosity: Verbosity;
}

/**
 * Prints what is told on a line of its own: it came from a cluster, a plugin, a name, and nothing in it is obeyed by a
 * terminal or a CI system.
 */
export function printLine(stream: Pick<NodeJS.WriteStream, "write">, text: string): void {
  stream.write(`${withoutCommands(plainText(text))}\n`);
}
