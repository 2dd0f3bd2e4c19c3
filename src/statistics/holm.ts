/**
 * At which level each of some claims is tested so that any of them is wrong with this probability at most, whatever they
 * have to do with each other: from the least probability upwards, a share of the level, until one is not ruled out
 * (Holm 1979).
 */
export function holmLevels(probabilities: readonly number[], level: number): number[] {
  const count = probabilities.length;
  const order = probabilities.map((_, index) => index).toSorted((a, b) => at(probabilities, a) - at(probabilities, b));
  const levels = new Array<number>(count).fill(level);
  let stopped: number | undefined;
  for (const [rank, index] of order.entries()) {
    const own = stopped ?? level / (count - rank);
    levels[index] = own;
    if (at(probabilities, index) > own) stopped = own;
  }
  return levels;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
