import { acknowledging } from "../means/acknowledging.ts";
import { inServerPaths } from "../means/in-path.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The API server beside a leader with half a network acknowledges writes that no other member has.",
  scenario: "asymmetric-partition",
  // Whoever leads: the deaf one is found when the run goes on, and the mute one is another.
  prepare: (ground) => inServerPaths(ground, [0, 1, 2], acknowledging()),
  expected: {
    verdict: "fail",
    guarantees: {
      "writes-refused": /^\d+ of [\d,]+ attempts acknowledged in .* without a quorum: .*write\/control-plane\d?\//,
    },
  },
};
export default sabotage;
