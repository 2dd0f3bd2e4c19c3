import { kubectl } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The worker of a zone that came back takes no pods: replicas stay in two zones of three.",
  scenario: "tools/sabotage/scenarios/worker-of-a-zone.ts",
  profile: "fast",
  strike: {
    when: "zone-down: proven healed",
    async sabotage({ engine, cluster }) {
      const node = `${cluster}-worker2`;
      await kubectl(engine, cluster, ["cordon", node]);
      return async () => void (await kubectl(engine, cluster, ["uncordon", node]));
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "spread-restored": /^3 of 3 replicas Ready, on [ac], [ac]: 2 of 3 zones that could be used$/ },
  },
};
export default sabotage;
