import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "A worker's kube-proxy is back and does nothing: new replicas stay out of reach there.",
  scenario: "kube-proxy-kill",
  strike: {
    when: "agent-dead: proven healed",
    async sabotage({ engine, cluster }) {
      const node = `${cluster}-worker`;
      await inNode(engine, node, "pkill -STOP -x kube-proxy");
      return async () => void (await inNode(engine, node, "pkill -CONT -x kube-proxy"));
    },
  },
  expected: {
    // The run ends before the limit is over, so that it is not known.
    verdict: "inconclusive",
    guarantees: {
      "new-endpoints-wait": /^[\d,]+ answers of replicas from before while it was held; none answered afterwards/,
    },
  },
};
export default sabotage;
