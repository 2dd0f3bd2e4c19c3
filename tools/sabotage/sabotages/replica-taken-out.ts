import { kubectl } from "../means/in-node.ts";
import { replicaOn } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A replica is taken out of its Service while its node is frozen.",
  scenario: "tools/sabotage/scenarios/worker-frozen.ts",
  strike: {
    when: "frozen: proven active",
    async sabotage({ engine, cluster }) {
      const pod = await replicaOn(engine, cluster, "worker");
      await kubectl(engine, cluster, ["-n", pod.namespace, "label", "pod", pod.name, "app-"]);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "endpoints-stable": /^workload-\S+ left the EndpointSlice$/ },
  },
};
export default sabotage;
