import { notFaster } from "../../src/guarantees/not-faster.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Story } from "./timeline-builder.ts";

const lanes = [1, 3, 5].map((members) => `quorum-write-${members}/in-cluster/reused`);

/** Writes to each number of members take at least so many milliseconds, and at most two more. */
const written = (...leastMs: readonly number[]): Story => ({
  lanes,
  guarantees: [notFaster({ lanes })],
  fate: ({ lane, random }) => ({ latencyMs: (leastMs[lanes.indexOf(lane)] ?? 0) + 2 * random() }),
});

/** Stories of the guarantee that compares lanes: writes to etcd of one, three and five members. */
export const quorumStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  "not-faster": {
    pass: written(4, 6, 8),
    fail: written(8, 6, 4),
    // All alike, from 4 to 16 ms: chance alone could make a difference of the tolerance.
    inconclusive: { lanes, guarantees: [notFaster({ lanes })] },
  },
};
