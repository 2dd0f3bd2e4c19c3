import { inNode } from "../means/in-node.ts";
import { controlPlanesOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

/** Takes the rules that lose packets away, and leaves their chains. */
const flush = `for side in in out
do iptables -w 5 -t mangle -F "KIND-CHAOS-LOSS-$side" 2>/dev/null; done; true`;

const sabotage: Sabotage = {
  weakness:
    "Somebody takes the rules away that lose one packet in five: the network is whole long before it should be.",
  scenario: "etcd-lossy-network",
  strike: {
    when: "lossy: proven active",
    async sabotage({ engine, cluster }) {
      for (const node of controlPlanesOf(cluster)) await inNode(engine, node, flush);
      return undefined;
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault lossy was real":
        /^no proof that it was active: packets passed: none by a queue; dropped at random: +(?:in|out), +(?:in|out)$/,
    },
  },
};
export default sabotage;
