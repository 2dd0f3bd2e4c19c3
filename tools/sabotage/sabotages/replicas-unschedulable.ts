import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Replicas ask for more than the workers that are left have.",
  scenario: "tools/sabotage/scenarios/no-room.ts",
  profile: "fast",
  expected: {
    verdict: "fail",
    guarantees: {
      "replicas-scheduled":
        /of 3 replicas found a place before the healing; without one: workload-\S+: .*Insufficient cpu/,
    },
  },
};
export default sabotage;
