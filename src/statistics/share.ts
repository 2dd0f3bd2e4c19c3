import { betaQuantile } from "./distributions.ts";

/**
 * Where the share lies of which so many of so many are a sample; each end is wrong with this probability at most (Clopper
 * and Pearson 1934). Of none nothing is known.
 */
export function shareInterval(kept: number, of: number, each = 0.025): readonly [number, number] {
  const low = kept === 0 ? 0 : betaQuantile(each, kept, of - kept + 1);
  const high = kept === of ? 1 : betaQuantile(1 - each, kept + 1, of - kept);
  return [low, high];
}
