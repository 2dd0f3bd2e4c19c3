import jstat from "jstat";

// A CommonJS package, of which Node sees no names.
const { jStat } = jstat;

/** The probability that a standard normal number is at least `z`. */
export function normalTail(z: number): number {
  return jStat.normal.cdf(-z, 0, 1);
}

/** The probability of at least `successes` of `trials`, each with this chance. */
export function binomialTail(successes: number, trials: number, chance: number): number {
  if (successes <= 0) return 1;
  return successes > trials ? 0 : jStat.beta.cdf(chance, successes, trials - successes + 1);
}

/** The chance below which a beta-distributed number with these two parameters lies with this probability. */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  return jStat.beta.inv(probability, alpha, beta);
}
