import { etcdFunctions } from "../../../src/node-tools/etcd-tools.ts";
import { inNode } from "../means/in-node.ts";
import type { Sabotage } from "../sabotage.ts";

/** Ends every lease that was granted for ten seconds: those of the probes, and no other component's. */
const revoke = `${etcdFunctions}
for id in $(etcd lease list | tail -n +2); do
  etcd lease timetolive "$id" | grep -q "granted with TTL(10s)" && etcd lease revoke "$id"
done
true`;

const sabotage: Sabotage = {
  weakness: "etcd ends leases that are kept alive.",
  scenario: "tools/sabotage/scenarios/leases-at-rest.ts",
  strike: {
    when: "hold: nothing is broken by the harness",
    async sabotage({ engine, cluster }) {
      await inNode(engine, `${cluster}-control-plane`, revoke);
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "no-early-expiry": /contradictions?: lease \S+ told to be gone by / },
  },
};
export default sabotage;
