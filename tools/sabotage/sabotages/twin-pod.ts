import { kubectl } from "../means/in-node.ts";
import { replicaOn } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness:
    "A pod is deleted by force while its node is frozen, and leaves its Service though its node was not given up.",
  scenario: "tools/sabotage/scenarios/worker-frozen.ts",
  strike: {
    when: "frozen: proven active",
    async sabotage({ engine, cluster }) {
      const pod = await replicaOn(engine, cluster, "worker");
      await kubectl(engine, cluster, ["-n", pod.namespace, "delete", "pod", pod.name, "--force", "--grace-period=0"]);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "endpoints-stable": /^workload-\S+ left the EndpointSlice$/,
      "no-needless-evictions": /^1 of \d+ pods went without need: \S+\/workload-\S+ from worker /,
    },
  },
};
export default sabotage;
