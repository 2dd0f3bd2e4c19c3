import { inServerPaths } from "../means/in-path.ts";
import { changedWatches, isChange, without } from "../means/watches.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "One API server of three hides one change of a pod in five.",
  scenario: "tools/sabotage/scenarios/crowded-drain.ts",
  prepare: (ground) =>
    inServerPaths(
      ground,
      [1],
      changedWatches("pods", () => without(5, isChange)),
    ),
  expected: {
    verdict: "fail",
    guarantees: {
      "observers-complete": /^lost: revision \d+ at watch-pods\/control-plane2\//,
      "consistent-history": /watch-pods\/control-plane2\/\S+ \d+, which another stream told, never arrived/,
    },
  },
};
export default sabotage;
