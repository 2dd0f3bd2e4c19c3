import { inNode, kubectl } from "../means/in-node.ts";
import { replicaOn } from "../means/workload-pods.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A pod is deleted by force while its node is frozen; the node's kubelet hangs, so that it goes on there.",
  scenario: "tools/sabotage/scenarios/worker-frozen-briefly.ts",
  strike: {
    when: "hold: calm before the fault",
    async sabotage({ engine, cluster }, run) {
      const node = `${cluster}-worker`;
      const pod = await replicaOn(engine, cluster, "worker");
      // Another takes its place elsewhere: nothing would start it on this node.
      await kubectl(engine, cluster, ["cordon", node]);
      await inNode(engine, node, "pkill -STOP -x kubelet");
      await run.says("frozen: proven active");
      await kubectl(engine, cluster, ["-n", pod.namespace, "delete", "pod", pod.name, "--force", "--grace-period=0"]);
      return async () => {
        await inNode(engine, node, "pkill -CONT -x kubelet");
        await kubectl(engine, cluster, ["uncordon", node]);
      };
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "at-most-one-pod": /^workload-\S+ still ran on worker at the end, and the API knows no such pod/ },
  },
};
export default sabotage;
