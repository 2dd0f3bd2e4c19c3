import { inServerPaths } from "../means/in-path.ts";
import { changedWatches, isChange } from "../means/watches.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Every API server tells that a pod is deleted when it is only asked to end, and tells of it again.",
  scenario: "tools/sabotage/scenarios/crowded-drain.ts",
  prepare: (ground) =>
    inServerPaths(
      ground,
      [0, 1, 2],
      changedWatches("pods", () => (line) => {
        const isEnding = isChange(line) && line.includes('"deletionTimestamp"');
        return [isEnding ? line.replace('"type":"MODIFIED"', '"type":"DELETED"') : line];
      }),
    ),
  expected: {
    verdict: "fail",
    guarantees: {
      "consistent-history": /pod workload-\S+ \(\S+\), told to be deleted at \d+, is told again at \d+/,
    },
  },
};
export default sabotage;
