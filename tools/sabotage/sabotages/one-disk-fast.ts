import { inNode } from "../means/in-node.ts";
import { controlPlanesOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

/** Ends what holds the waits of etcd on a node, and says whether there was any. */
const letGo = 'pkill -9 -f "[k]ind-chaos-holds-syncs" && echo fast; true';

const sabotage: Sabotage = {
  weakness: "Of two slow disks one is fast again long before the fault is over, so that there is a fast quorum.",
  scenario: "etcd-flapping",
  strike: {
    when: "slow: proven active",
    async sabotage({ engine, cluster }) {
      for (const node of controlPlanesOf(cluster))
        if ((await inNode(engine, node, letGo)).trim() === "fast") return undefined;
      throw new Error("no disk is slow");
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault slow was real": /^no proof that it was active: .*control-plane\d?: process \d+, the same, not traced/,
    },
  },
};
export default sabotage;
