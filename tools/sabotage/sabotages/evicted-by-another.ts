import { kubectl } from "../means/in-node.ts";
import { replicaOn } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Somebody else evicts a pod from a worker that nothing happens to.",
  scenario: "tools/sabotage/scenarios/worker-frozen.ts",
  strike: {
    when: "frozen: proven active",
    async sabotage({ engine, cluster }) {
      const pod = await replicaOn(engine, cluster, "worker2");
      const metadata = { name: pod.name, namespace: pod.namespace };
      const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/eviction`;
      const eviction = JSON.stringify({ apiVersion: "policy/v1", kind: "Eviction", metadata });
      await kubectl(engine, cluster, ["create", "--raw", path, "-f", "-"], eviction);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "no-needless-evictions": /^1 of \d+ pods went without need: \S+\/workload-\S+ from worker2 / },
  },
};
export default sabotage;
