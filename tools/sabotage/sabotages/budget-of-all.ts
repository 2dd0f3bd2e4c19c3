import { kubectl } from "../means/in-node.ts";
import { workloadPods } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The application's budget allows all of its replicas to be down at once.",
  scenario: "tools/sabotage/scenarios/crowded-drain.ts",
  strike: {
    when: "hold: calm before the drain",
    async sabotage({ engine, cluster }) {
      const [pod] = await workloadPods(engine, cluster);
      const patch = JSON.stringify({ spec: { maxUnavailable: "100%" } });
      const words = ["-n", pod?.namespace ?? "", "patch", "pdb", "workload", "--type=merge", "-p", patch];
      await kubectl(engine, cluster, words);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "pdb-respected": /^at least [0-2] of 4 replicas Ready at each of \d+ states, the budget demands 3/ },
  },
};
export default sabotage;
