import { z } from "zod";

/** The shape of an outcome. */
export const outcomeSchema = z.enum(["pass", "inconclusive", "fail"]);
/** What a judgement or a whole run came to; the worst of several wins: pass < inconclusive < fail. */
export type Outcome = z.infer<typeof outcomeSchema>;

const rank: Readonly<Record<Outcome, number>> = { pass: 0, inconclusive: 1, fail: 2 };

/** The worst of several outcomes; of none it is inconclusive, because nothing was shown. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return (
    outcomes.reduce<Outcome | undefined>(
      (sum, next) => (sum === undefined || rank[next] > rank[sum] ? next : sum),
      undefined,
    ) ?? "inconclusive"
  );
}

/**
 * Exit codes of a finished run: 0 pass, 1 a guarantee broke, 3 inconclusive (2 is bad usage or a harness failure, 130
 * an interruption).
 */
export const exitCodes: Readonly<Record<Outcome, number>> = { pass: 0, fail: 1, inconclusive: 3 };
