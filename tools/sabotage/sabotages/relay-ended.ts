import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "What delays etcd's peers ends before its time, and what was led to it is refused.",
  scenario: "etcd-peer-delay",
  strike: {
    when: "late: proven active",
    async sabotage({ engine, cluster }) {
      await inNode(engine, `${cluster}-control-plane`, 'pkill -9 -f "[k]ind-chaos-relays-peers"');
      return undefined;
    },
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault late was real": /^no proof that it was active: control-plane: 0 connections through the /,
    },
  },
};
export default sabotage;
