import { UsageError } from "../model/errors.ts";
import { severities } from "./audit.ts";
import type { Finding, Severity } from "./facts.ts";

/** How many findings of each severity are too many; a severity that is not there may have any number. */
export interface FailOn {
  /** As the person wrote it. */
  readonly words: string;
  readonly most: Readonly<Partial<Record<Severity, number>>>;
}

/**
 * What makes an audit fail, in a person's words: "medium" (one of that severity, or worse), "never", or how many of each
 * severity there may be: "high=0,medium=5". Throws UsageError on anything else.
 */
export function parseFailOn(words: string): FailOn {
  if (words === "never") return { words, most: {} };
  const index = severities.indexOf(words as Severity);
  if (index !== -1)
    return { words, most: Object.fromEntries(severities.slice(0, index + 1).map((severity) => [severity, 0])) };
  const pairs = words.split(",").map((part) => /^\s*(high|medium|low)=(\d{1,9})\s*$/.exec(part));
  const named = pairs.map((match) => match?.[1]);
  if (pairs.includes(null) || new Set(named).size < named.length)
    throw new UsageError(
      `--fail-on ${words}: write ${severities.join(", ")} or never, or how many there may be of each: high=0,medium=5`,
    );
  return { words, most: Object.fromEntries(pairs.map((match) => [match?.[1], Number(match?.[2])])) };
}

/** Whether there are more findings of a severity than there may be. */
export function fails(findings: readonly Finding[], { most }: FailOn): boolean {
  return severities.some((severity) => {
    const limit = most[severity];
    return limit !== undefined && findings.filter((finding) => finding.severity === severity).length > limit;
  });
}
