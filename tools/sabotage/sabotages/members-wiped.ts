import { memberDown } from "../means/etcd-member.ts";
import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Two etcd members of three lose their data for good while the run goes on.",
  scenario: "tools/sabotage/scenarios/a-moment.ts",
  strike: {
    when: "hold: the cluster is to stand, no more",
    async sabotage({ engine, cluster }) {
      for (const number of ["2", "3"]) {
        const node = `${cluster}-control-plane${number}`;
        await memberDown(engine, node);
        await inNode(engine, node, "rm -rf /var/lib/etcd/member");
      }
      return undefined;
    },
  },
  ruins: true,
  expected: {
    verdict: "fail",
    guarantees: {
      // The third has its data and no quorum: whether it answers a look is a matter of moments.
      "members-healthy": /^[01] of 3 members answered, none on (?:control-plane, )?control-plane2, control-plane3, /,
    },
  },
};
export default sabotage;
