import { type Command, InvalidArgumentError } from "commander";
import type { ComparisonTerms } from "../comparison/compare.ts";
import { usualTolerance } from "../comparison/tolerance.ts";
import { repetitions } from "./scenario-choice.ts";

/** Options of commands that compare runs. */
export interface ComparisonOptions {
  readonly tolerance: number;
  readonly planned?: number;
  readonly primary?: readonly string[];
  readonly output?: string;
  readonly json?: boolean;
}

/** Adds the options of commands that compare runs. */
export function addComparisonOptions(command: Command): Command {
  return command
    .option(
      "--tolerance <share>",
      "how much longer than A's median is of no account, at least 100 ms",
      toleranceOf,
      usualTolerance.share,
    )
    .option(
      "--planned <runs>",
      "how many runs of each were planned, where it is looked before all are there: at 6, 12 and 20",
      repetitions,
    )
    .option(
      "--primary <id>",
      "a guarantee of which something is claimed beside those that scenarios declare; may be given several times",
      (id: string, before: readonly string[] = []) => [...before, id],
    )
    .option("--output <file>", "the page; its Markdown lies beside it (default: comparison.html beside the runs of B)")
    .option("--json", "print the comparison as JSON on standard output, nothing else there");
}

/** A share from the command line: "15%" or "0.15". */
function toleranceOf(text: string): number {
  const [, number, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(number ?? Number.NaN) / (sign === "%" ? 100 : 1);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError("a share is expected, above 0 and at most 100 %: for example 15%");
}

/** The terms that the options mean. */
export function termsOf({ tolerance, planned, primary }: ComparisonOptions): ComparisonTerms {
  return { tolerance: { ...usualTolerance, share: tolerance }, planned, ...(primary === undefined ? {} : { primary }) };
}
