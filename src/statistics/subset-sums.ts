/**
 * The share of all subsets of `size` of some whole numbers whose sum is at least `least`: what a permutation test asks,
 * exactly. All subsets are counted by their sums, one number after the other (Streitberg and Röhmel 1986, the shift
 * algorithm).
 */
export function shareOfSubsets(scores: readonly number[], size: number, least: number): number {
  const lowest = Math.min(...scores);
  const raised = scores.map((score) => score - lowest);
  const most = sumOfLargest(raised, size);
  // The counts of subsets of k numbers lie in one row of the table.
  const width = most + 1;
  const counts = new Float64Array((size + 1) * width);
  counts[0] = 1;
  for (const [index, score] of raised.entries())
    for (let k = Math.min(index + 1, size); k >= 1; k--) {
      const [to, from] = [k * width + score, (k - 1) * width];
      for (let sum = 0; sum < width - score; sum++) counts[to + sum] = at(counts, to + sum) + at(counts, from + sum);
    }
  const row = counts.subarray(size * width);
  const total = row.reduce((all, count) => all + count, 0);
  const tail = row.subarray(Math.max(0, least - size * lowest)).reduce((all, count) => all + count, 0);
  return tail / total;
}

/** How many steps the count takes, so that a caller can choose not to wait for it. */
export function stepsOfSubsets(scores: readonly number[], size: number): number {
  const lowest = Math.min(...scores);
  return (
    scores.length *
    size *
    sumOfLargest(
      scores.map((score) => score - lowest),
      size,
    )
  );
}

function sumOfLargest(scores: readonly number[], size: number): number {
  const largest = scores.toSorted((a, b) => b - a).slice(0, size);
  return largest.reduce((all, score) => all + score, 0);
}

function at(counts: Float64Array, index: number): number {
  return counts[index] as number;
}
